using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Products.</content>
public partial class Tensor
{
    /// <summary>The product of all elements, zero-dimensional (<c>torch.prod</c>); integers are multiplied as int64.</summary>
    public Tensor Prod() => Prod([]);

    /// <summary>The product over one dimension (<c>torch.prod</c>); integers are multiplied as int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Prod(int dim, bool keepDim = false) => Prod([dim], keepDim);

    /// <summary>The product over the named dimensions, or over all when none is named; integers are multiplied as int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Prod(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        var input = DType.IsFloatingPoint ? this : Long();
        var reduction = new Reduction(nameof(Prod), input, dims, keepDim);
        var output = New(reduction.Result, input.DType);
        Dispatch.Numeric(nameof(Prod), input.DType, new ProdWork(input, reduction.Mask, output));
        return Recorder.Wants(input) ? Recorder.Record(output, new ProdBackward(input, output, reduction), input) : output;
    }

    private readonly struct ProdWork(Tensor input, bool[] mask, Tensor output) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run<T, T, ProdReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, output.Span<T>());
    }

    // the gradient of a factor is the product of the others
    private sealed class ProdBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor _output;
        private readonly Reduction _reduction;

        public ProdBackward(Tensor input, Tensor output, Reduction reduction)
        {
            _input = Save(input);
            _output = Save(output);
            _reduction = reduction;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var input = _input.Value;
            var gradient = gradOutput.Reshape(_reduction.Kept);
            return [input.Eq(0).Any().Item() != 0
                ? gradient * ProductOfOthers(input)
                : gradient * (_output.Value.Reshape(_reduction.Kept) / input)];
        }

        // no division, so that zeros do no harm: the product of what comes before times that of what comes after
        private Tensor ProductOfOthers(Tensor input)
        {
            bool[] mask = _reduction.Mask;
            int[] order = [.. Enumerable.Range(0, input.Dim).OrderBy(d => mask[d])];
            var turned = input.Permute(order);
            var rows = turned.Reshape(turned.Numel / _reduction.Count, _reduction.Count);
            var others = Before(rows) * Before(rows.Flip(1)).Flip(1);
            int[] inverse = new int[order.Length];
            for (int d = 0; d < order.Length; d++)
            {
                inverse[order[d]] = d;
            }

            return others.Reshape(turned.Shape).Permute(inverse);
        }

        private static Tensor Before(Tensor rows) =>
            Cat([Ones([rows.Shape[0], 1], rows.DType), rows.Slice(1, 0, rows.Shape[1] - 1)], 1).CumProd(1);
    }
}
