namespace Flambeau.Vision;

/// <summary>A border (<c>torchvision.transforms.Pad</c>).</summary>
/// <param name="left">Columns on the left.</param>
/// <param name="top">Rows above.</param>
/// <param name="right">Columns on the right.</param>
/// <param name="bottom">Rows below.</param>
/// <param name="fill">The colour of a constant border.</param>
/// <param name="mode">What the border shows.</param>
public sealed class Pad(
    int left, int top, int right, int bottom, Color fill = default, PadMode mode = PadMode.Constant) : ImageTransform
{
    /// <summary>The same border on all sides.</summary>
    public Pad(int padding, Color fill = default, PadMode mode = PadMode.Constant)
        : this(padding, padding, padding, padding, fill, mode)
    {
    }

    /// <inheritdoc/>
    protected override string Settings => $"padding=({left}, {top}, {right}, {bottom}), fill={fill}, "
        + $"padding_mode={mode.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Pad(left, top, right, bottom, fill, mode);
    }
}
