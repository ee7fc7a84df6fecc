namespace Flambeau.NN;

/// <summary>
/// Resizes images (<c>torch.nn.Upsample</c>). Input: [N, C, H, W]. Output: [N, C, size], or
/// [N, C, floor(H scaleFactor), floor(W scaleFactor)].
/// </summary>
public sealed class Upsample : Module<Tensor, Tensor>
{
    private readonly Size2? _size;
    private readonly double? _scaleFactor;
    private readonly UpsampleMode _mode;
    private readonly bool _alignCorners;

    /// <summary>The function as a layer; see <see cref="F.Interpolate"/>.</summary>
    /// <param name="size">Height and width of the output; null when a factor is given.</param>
    /// <param name="scaleFactor">What height and width are multiplied by; null when a size is given.</param>
    /// <param name="mode">What lies between pixels.</param>
    /// <param name="alignCorners">With <see cref="UpsampleMode.Bilinear"/>: the centres of the corner pixels stay where they are.</param>
    public Upsample(Size2? size = null, double? scaleFactor = null, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        _size = size;
        _scaleFactor = scaleFactor;
        _mode = mode;
        _alignCorners = alignCorners;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Interpolate(input, _size, _scaleFactor, _mode, _alignCorners);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"{(_scaleFactor is { } factor ? $"scale_factor={Repr.Float(factor)}" : $"size={_size}")}, mode={_mode.ToString().ToLowerInvariant()}";
}
