namespace Flambeau.Vision;

/// <summary>A border of one grey level (<c>torchvision.transforms.Pad</c>).</summary>
/// <param name="left">Columns on the left.</param>
/// <param name="top">Rows above.</param>
/// <param name="right">Columns on the right.</param>
/// <param name="bottom">Rows below.</param>
/// <param name="fill">The grey level.</param>
public sealed class Pad(int left, int top, int right, int bottom, byte fill = 0) : ImageTransform
{
    /// <summary>The same border on all sides.</summary>
    public Pad(int padding, byte fill = 0)
        : this(padding, padding, padding, padding, fill)
    {
    }

    /// <inheritdoc/>
    protected override string Settings => $"padding=({left}, {top}, {right}, {bottom}), fill={fill}, "
        + "padding_mode=constant";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Pad(left, top, right, bottom, fill);
    }
}
