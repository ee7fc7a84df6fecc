namespace Flambeau;

/// <content>Copies.</content>
public partial class Tensor
{
    /// <summary>A copy, in the same order in memory (<c>Tensor.clone()</c>).</summary>
    public Tensor Clone() => Copied(NewLike(DType), this);

    /// <summary>This tensor when it is contiguous, otherwise a row-major copy (<c>Tensor.contiguous()</c>).</summary>
    public Tensor Contiguous() => IsContiguous ? this : Copied(New(Shape, DType), this);

    /// <summary>
    /// This tensor when it is channels-last, otherwise such a copy (<c>Tensor.contiguous(memory_format=torch.channels_last)</c>).
    /// Input: [N, C, H, W].
    /// </summary>
    /// <exception cref="ArgumentException">The tensor does not have four dimensions.</exception>
    public Tensor ChannelsLast()
    {
        Check.Rank(nameof(ChannelsLast), this, 4, "[N, C, H, W]");
        return IsChannelsLast ? this : Copied(NewStrided(Shape, Layout.ChannelsLastStrides(Shape), DType), this);
    }

    /// <summary>Writes the elements of <paramref name="source"/>, broadcast and converted, over this tensor's (<c>Tensor.copy_()</c>).</summary>
    /// <exception cref="ArgumentException">The source does not broadcast to this tensor's shape.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor CopyInPlace(Tensor source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (Layout.Broadcast(nameof(CopyInPlace), Shape, source.Shape) != Shape)
        {
            throw new ArgumentException(
                $"CopyInPlace: the source must broadcast to the tensor's shape, but does not. input has shape {Shape}, source has shape {source.Shape}.", nameof(source));
        }

        bool wanted = InPlace.Begin(nameof(CopyInPlace), this, source);
        CopyFrom(source);
        return wanted ? InPlace.Record(this, new CopyInPlaceBackward(source.Shape, source.DType), source) : this;
    }

    /// <summary>How often this thread copied a batch of images into another order; layers must not do so between each other.</summary>
    [field: ThreadStatic]
    internal static int ImageReorders { get; set; }

    private static Tensor Copied(Tensor output, Tensor input)
    {
        if (input.Dim == 4 && !input.Strides.SequenceEqual(output.Strides))
        {
            ImageReorders++;
        }

        output.CopyFrom(input);
        output.Storage.Version = 0;
        return Recorder.Wants(input) ? Recorder.Record(output, new CloneBackward(), input) : output;
    }

    private sealed class CloneBackward : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput];
    }

    // the overwritten elements get no gradient, the source gets all of it
    private sealed class CopyInPlaceBackward(Shape source, DType dtype) : BackwardNode
    {
        public override string Name => "CopyBackwards";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            [Needs(0) ? ZerosLike(gradOutput) : null, Needs(1) ? gradOutput.SumTo(source).To(dtype) : null];
    }
}
