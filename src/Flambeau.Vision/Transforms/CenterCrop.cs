using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// The middle of a picture (<c>torchvision.transforms.CenterCrop</c>); one that is too small gets a black border.
/// </summary>
/// <param name="size">The height and width.</param>
public sealed class CenterCrop(Size2 size) : ImageTransform
{
    private readonly Size2 _size = CropSize.Check(nameof(CenterCrop), size);

    /// <inheritdoc/>
    protected override string Settings => $"size={_size}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        int top = Start(image.Height, _size.Height);
        int left = Start(image.Width, _size.Width);
        return image.Crop(top, left, _size.Height, _size.Width);
    }

    // an odd difference: torchvision rounds half to even inside the picture; outside, the border before it is the
    // smaller one
    private static int Start(int length, int size) =>
        size > length ? -((size - length) / 2) : (int)Math.Round((length - size) / 2.0, MidpointRounding.ToEven);
}
