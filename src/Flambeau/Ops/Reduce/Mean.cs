using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Means.</content>
public partial class Tensor
{
    /// <summary>The mean of all elements, zero-dimensional; NaN of none (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean() => Mean([]);

    /// <summary>The mean over one dimension (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean(int dim, bool keepDim = false) => Mean([dim], keepDim);

    /// <summary>The mean over the named dimensions, or over all when none is named (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        Check.Floating(nameof(Mean), this);
        var reduction = new Reduction(nameof(Mean), this, dims, keepDim);
        var output = New(reduction.Result, DType);
        Dispatch.Float(nameof(Mean), DType, new MeanWork(this, reduction.Mask, output));
        return Recorder.Wants(this) ? Recorder.Record(output, new MeanBackward(Shape, reduction.Kept, reduction.Count), this) : output;
    }

    private readonly struct MeanWork(Tensor input, bool[] mask, Tensor output) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run<T, T, MeanReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, output.Span<T>());
    }

    // every element has gradient 1/n
    private sealed class MeanBackward(Shape input, Shape kept, int count) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [(gradOutput.Reshape(kept) / count).Expand(input)];
    }
}
