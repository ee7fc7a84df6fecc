using System.Numerics;
using Kernel = Flambeau.Kernels.Cumulative;

namespace Flambeau;

/// <content>Running sums and products.</content>
public partial class Tensor
{
    /// <summary>For each entry of a dimension the sum up to and including it (<c>torch.cumsum</c>); integers give int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor CumSum(int dim)
    {
        int d = Check.Dim(nameof(CumSum), dim, Shape);
        var input = DType.IsFloatingPoint ? this : Long();
        var output = Accumulated(nameof(CumSum), input, d, product: false);
        return Recorder.Wants(input) ? Recorder.Record(output, new CumsumBackward(d), input) : output;
    }

    /// <summary>For each entry of a dimension the product up to and including it (<c>torch.cumprod</c>); integers give int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor CumProd(int dim)
    {
        int d = Check.Dim(nameof(CumProd), dim, Shape);
        var input = DType.IsFloatingPoint ? this : Long();
        var output = Accumulated(nameof(CumProd), input, d, product: true);
        return Recorder.Wants(input) ? Recorder.Record(output, new CumprodBackward(input, output, d), input) : output;
    }

    private static Tensor Accumulated(string op, Tensor input, int dim, bool product)
    {
        var output = New(input.Shape, input.DType);
        Dispatch.Numeric(op, input.DType, new AccumulateWork(input.Detach().Contiguous(), dim, product, output));
        return output;
    }

    // sum of what comes from the end up to and including each entry
    private static Tensor SumFromEnd(Tensor input, int dim) => input.Flip(dim).CumSum(dim).Flip(dim);

    private readonly struct AccumulateWork(Tensor input, int dim, bool product, Tensor output) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int length = input.Dim == 0 ? 1 : input.Shape[dim], inner = input.Dim == 0 ? 1 : input.Strides[dim];
            int outer = input.Numel == 0 ? 0 : input.Numel / length / inner;
            if (product)
            {
                Kernel.Product(outer, length, inner, input.Span<T>(), output.Span<T>());
            }
            else
            {
                Kernel.Sum(outer, length, inner, input.Span<T>(), output.Span<T>());
            }
        }
    }

    private sealed class CumsumBackward(int dim) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [SumFromEnd(gradOutput, dim)];
    }

    private sealed class CumprodBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor _output;
        private readonly int _dim;

        public CumprodBackward(Tensor input, Tensor output, int dim)
        {
            _input = Save(input);
            _output = Save(output);
            _dim = dim;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var input = _input.Value;
            return [input.Dim > 0 && input.Eq(0).Any().Item() != 0
                ? EntryByEntry(input, gradOutput)
                : SumFromEnd(gradOutput * _output.Value, _dim) / input];
        }

        // without division, for inputs with zeros: the products from an entry on, with 1 in the entry's place
        private Tensor EntryByEntry(Tensor input, Tensor gradOutput)
        {
            int length = input.Shape[_dim];
            var gradients = new Tensor[length];
            for (int k = 0; k < length; k++)
            {
                var before = input.Slice(_dim, 0, k);
                var one = OnesLike(input.Slice(_dim, k, k + 1));
                var others = Cat([before, one, input.Slice(_dim, k + 1)], _dim).CumProd(_dim);
                gradients[k] = (gradOutput.Slice(_dim, k) * others.Slice(_dim, k)).Sum(_dim, keepDim: true);
            }

            return Cat(gradients, _dim);
        }
    }
}
