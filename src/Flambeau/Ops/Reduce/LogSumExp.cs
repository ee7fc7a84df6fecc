using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>The logarithm of a sum of exponentials.</content>
public partial class Tensor
{
    /// <summary>log(sum(exp(x))) over one dimension, without overflow (<c>torch.logsumexp</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor LogSumExp(int dim, bool keepDim = false) => LogSumExp([dim], keepDim);

    /// <summary>log(sum(exp(x))) over the named dimensions, without overflow (<c>torch.logsumexp</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor LogSumExp(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        Check.Floating(nameof(LogSumExp), this);
        var reduction = new Reduction(nameof(LogSumExp), this, dims, keepDim);
        var output = New(reduction.Result, DType);
        Dispatch.Float(nameof(LogSumExp), DType, new LogSumExpWork(this, reduction.Mask, output));
        return Recorder.Wants(this) ? Recorder.Record(output, new LogsumexpBackward(this, output, reduction.Kept), this) : output;
    }

    private readonly struct LogSumExpWork(Tensor input, bool[] mask, Tensor output) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run<T, T, LogSumExpReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, output.Span<T>());
    }

    // the gradient is the softmax, exp(x - result)
    private sealed class LogsumexpBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor _output;
        private readonly Shape _kept;

        public LogsumexpBackward(Tensor input, Tensor output, Shape kept)
        {
            _input = Save(input);
            _output = Save(output);
            _kept = kept;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            // an infinite result minus an infinite input would be NaN
            var output = _output.Value.Reshape(_kept);
            var finite = output.MaskedFill(output.IsInf(), 0);
            return [gradOutput.Reshape(_kept) * (_input.Value - finite).Exp()];
        }
    }
}
