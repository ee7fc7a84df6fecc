using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// Another number of pixels (<c>torchvision.transforms.Resize</c>), the same as Pillow's: a single number is for the
/// shorter edge, and the longer one keeps its proportion.
/// </summary>
public sealed class Resize : ImageTransform
{
    private readonly int? _shorter;
    private readonly Size2 _size;
    private readonly Interpolation _interpolation;

    /// <summary>The shorter edge becomes <paramref name="size"/>.</summary>
    public Resize(int size, Interpolation interpolation = Interpolation.Bilinear)
        : this((size, size), interpolation) => _shorter = size;

    /// <summary>Height and width become <paramref name="size"/>, whatever the proportion.</summary>
    public Resize((int Height, int Width) size, Interpolation interpolation = Interpolation.Bilinear)
    {
        _size = CropSize.Check(nameof(Resize), size);
        _interpolation = interpolation;
    }

    /// <inheritdoc/>
    protected override string Settings => $"size={(_shorter is { } size ? $"{size}" : $"{_size}")}, "
        + $"interpolation={_interpolation.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_shorter is not { } size)
        {
            return image.Resize(_size.Width, _size.Height, _interpolation);
        }

        // torchvision rounds down
        int longer = (int)((long)size * Math.Max(image.Width, image.Height) / Math.Min(image.Width, image.Height));
        return image.Width <= image.Height
            ? image.Resize(size, longer, _interpolation)
            : image.Resize(longer, size, _interpolation);
    }
}
