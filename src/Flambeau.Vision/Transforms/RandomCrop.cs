using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>A part at a random place (<c>torchvision.transforms.RandomCrop</c>), with torchvision's draws.</summary>
/// <param name="size">The height and width.</param>
/// <param name="padding">A border that is added first, on all sides.</param>
/// <param name="padIfNeeded">Whether a picture that is too small gets a border instead of being refused.</param>
/// <param name="fill">The colour of a constant border.</param>
/// <param name="mode">What the border shows.</param>
/// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class RandomCrop(
    Size2 size,
    int padding = 0,
    bool padIfNeeded = false,
    Color fill = default,
    PadMode mode = PadMode.Constant,
    Generator? generator = null) : ImageTransform
{
    private readonly Size2 _size = CropSize.Check(nameof(RandomCrop), size);

    /// <inheritdoc/>
    protected override string Settings => $"size={_size}, padding={padding}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The picture with its border is smaller than the part.</exception>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        image = Bordered(image);
        if (image.Height < _size.Height || image.Width < _size.Width)
        {
            throw new ArgumentException(
                $"RandomCrop: the part must fit the picture, but is {_size}, and the picture with its border is "
                + $"({image.Height}, {image.Width}).", nameof(image));
        }

        if (image.Height == _size.Height && image.Width == _size.Width)
        {
            return image;
        }

        int top = Draw.Integer(image.Height - _size.Height + 1, generator);
        int left = Draw.Integer(image.Width - _size.Width + 1, generator);
        return image.Crop(top, left, _size.Height, _size.Width);
    }

    // what is missing is added on both sides, as torchvision does
    private Image Bordered(Image image)
    {
        image = padding == 0 ? image : image.Pad(padding, padding, padding, padding, fill, mode);
        if (!padIfNeeded)
        {
            return image;
        }

        int columns = Math.Max(0, _size.Width - image.Width);
        int rows = Math.Max(0, _size.Height - image.Height);
        return columns + rows == 0
            ? image
            : image.Pad(columns, 0, columns, 0, fill, mode).Pad(0, rows, 0, rows, fill, mode);
    }
}
