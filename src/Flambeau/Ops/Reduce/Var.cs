using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Variances and standard deviations.</content>
public partial class Tensor
{
    /// <summary>The unbiased variance of all elements (<c>torch.var</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Var() => Var([]);

    /// <summary>The variance over one dimension (<c>torch.var</c>).</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="correction">Subtracted from the count: 1 for the unbiased estimate, 0 for the biased one.</param>
    /// <param name="keepDim">Keep the dimension with size 1.</param>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Var(int dim, double correction = 1, bool keepDim = false) => Var([dim], correction, keepDim);

    /// <summary>The variance over the named dimensions, or over all when none is named (<c>torch.var</c>).</summary>
    /// <param name="dims">The dimensions.</param>
    /// <param name="correction">Subtracted from the count: 1 for the unbiased estimate, 0 for the biased one.</param>
    /// <param name="keepDim">Keep the dimensions with size 1.</param>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Var(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) =>
        Deviation(nameof(Var), dims, correction, keepDim, root: false);

    /// <summary>The standard deviation of all elements, the square root of the unbiased variance (<c>torch.std</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Std() => Std([]);

    /// <summary>The standard deviation over one dimension (<c>torch.std</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Std(int dim, double correction = 1, bool keepDim = false) => Std([dim], correction, keepDim);

    /// <summary>The standard deviation over the named dimensions, or over all when none is named (<c>torch.std</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Std(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) =>
        Deviation(nameof(Std), dims, correction, keepDim, root: true);

    /// <summary>Variance and mean over the named dimensions, or over all when none is named (<c>torch.var_mean</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public (Tensor Var, Tensor Mean) VarMean(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) =>
        (Var(dims, correction, keepDim), Mean(dims, keepDim));

    private Tensor Deviation(string op, ReadOnlySpan<int> dims, double correction, bool keepDim, bool root)
    {
        Check.Floating(op, this);
        var reduction = new Reduction(op, this, dims, keepDim);
        var output = New(reduction.Result, DType);
        Dispatch.Float(op, DType, new VarianceWork(this, reduction.Mask, new Variance(correction, root), output));
        return Recorder.Wants(this)
            ? Recorder.Record(output, new VarBackward(op, this, root ? output : null, reduction, reduction.Count - correction), this)
            : output;
    }

    private readonly record struct Variance(double Correction, bool Root);

    private readonly struct VarianceWork(Tensor input, bool[] mask, Variance variance, Tensor output) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run(
                input.Shape, input.Reach<T>(), input.Strides, mask, new VarianceReducer<T>(variance.Correction, variance.Root), output.Span<T>());
    }

    // d var = 2 (x - mean) / (n - correction); d std = d var / (2 std), 0 where the deviation is 0
    private sealed class VarBackward : BackwardNode
    {
        private readonly string _op;
        private readonly SavedTensor _input;
        private readonly SavedTensor? _deviation;
        private readonly Reduction _reduction;
        private readonly double _freedom;

        public VarBackward(string op, Tensor input, Tensor? deviation, Reduction reduction, double freedom)
        {
            _op = op;
            _input = Save(input);
            _deviation = deviation is null ? null : Save(deviation);
            _reduction = reduction;
            _freedom = freedom;
        }

        public override string Name => _op + "Backward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            if (_deviation?.Value is { } deviation)
            {
                gradOutput = (gradOutput / (deviation * 2)).MaskedFill(deviation.Eq(0), 0);
            }

            bool[] mask = _reduction.Mask;
            var input = _input.Value;
            int[] dims = [.. Enumerable.Range(0, mask.Length).Where(d => mask[d])];
            return [(gradOutput.Reshape(_reduction.Kept) * (2 / _freedom)) * (input - input.Mean(dims, keepDim: true))];
        }
    }
}
