using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Vector norms.</content>
public partial class Tensor
{
    /// <summary>The p-norm of all elements (<c>torch.norm</c>).</summary>
    /// <param name="p">The order: 2 Euclidean, 1 the sum of magnitudes, infinity the largest, minus infinity the smallest, 0 the number not zero.</param>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Norm(double p = 2) => Norm(p, []);

    /// <summary>The p-norm over one dimension (<c>torch.norm</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Norm(double p, int dim, bool keepDim = false) => Norm(p, [dim], keepDim);

    /// <summary>The p-norm over the named dimensions, or over all when none is named (<c>torch.linalg.vector_norm</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Norm(double p, ReadOnlySpan<int> dims, bool keepDim = false)
    {
        Check.Floating(nameof(Norm), this);
        return p switch
        {
            0 => Ne(0).To(DType).Sum(dims, keepDim),
            1 => Abs().Sum(dims, keepDim),
            double.PositiveInfinity => Abs().Amax(dims, keepDim),
            double.NegativeInfinity => Abs().Amin(dims, keepDim),
            _ => PowerNorm(p, dims, keepDim),
        };
    }

    private Tensor PowerNorm(double p, ReadOnlySpan<int> dims, bool keepDim)
    {
        var reduction = new Reduction(nameof(Norm), this, dims, keepDim);
        Tensor output;
        if (p == 2)
        {
            output = New(reduction.Result, DType);
            Dispatch.Float(nameof(Norm), DType, new NormWork(this, reduction.Mask, output));
        }
        else
        {
            output = Detach().Abs().Pow(p).Sum(dims, keepDim).Pow(1 / p);
        }

        return Recorder.Wants(this) ? Recorder.Record(output, new NormBackward(this, output, reduction.Kept, p), this) : output;
    }

    private readonly struct NormWork(Tensor input, bool[] mask, Tensor output) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run<T, T, NormReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, output.Span<T>());
    }

    // d|x| = sign(x) |x|^(p-1) / norm^(p-1); 0 where the norm or the element is 0
    private sealed class NormBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor _output;
        private readonly Shape _kept;
        private readonly double _p;

        public NormBackward(Tensor input, Tensor output, Shape kept, double p)
        {
            _input = Save(input);
            _output = Save(output);
            _kept = kept;
            _p = p;
        }

        public override string Name => "LinalgVectorNormBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var (input, norm) = (_input.Value, _output.Value.Reshape(_kept));
            var gradient = gradOutput.Reshape(_kept);
            if (_p == 2)
            {
                return [input * (gradient / norm).MaskedFill(norm.Eq(0), 0)];
            }

            var scaled = (gradient / norm.Pow(_p - 1)).MaskedFill(norm.Eq(0), 0);
            return [(input.Sign() * input.Abs().Pow(_p - 1)).MaskedFill(input.Eq(0), 0) * scaled];
        }
    }
}
