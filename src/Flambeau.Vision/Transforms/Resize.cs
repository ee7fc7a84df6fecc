using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// Another number of pixels (<c>torchvision.transforms.Resize</c>), the same as Pillow's: a single number is for the
/// shorter edge, and the longer one keeps its proportion.
/// </summary>
public sealed class Resize : ImageTransform
{
    private readonly int? _shorter;
    private readonly int? _maxSize;
    private readonly Size2 _size;
    private readonly Interpolation _interpolation;

    /// <summary>The shorter edge becomes <paramref name="size"/>.</summary>
    /// <param name="size">The shorter edge.</param>
    /// <param name="interpolation">The weights.</param>
    /// <param name="maxSize">The most that the longer edge may become; where it would be more, both are
    /// smaller.</param>
    /// <exception cref="ArgumentException"><paramref name="maxSize"/> is not greater than
    /// <paramref name="size"/>.</exception>
    public Resize(int size, Interpolation interpolation = Interpolation.Bilinear, int? maxSize = null)
        : this((size, size), interpolation)
    {
        if (maxSize <= size)
        {
            throw new ArgumentException($"Resize: maxSize must be greater than the shorter edge {size}, but is "
                + $"{maxSize}.", nameof(maxSize));
        }

        _shorter = size;
        _maxSize = maxSize;
    }

    /// <summary>Height and width become <paramref name="size"/>, whatever the proportion.</summary>
    public Resize((int Height, int Width) size, Interpolation interpolation = Interpolation.Bilinear)
    {
        _size = CropSize.Check(nameof(Resize), size);
        _interpolation = interpolation;
    }

    /// <inheritdoc/>
    protected override string Settings => $"size={(_shorter is { } size ? $"{size}" : $"{_size}")}, "
        + $"interpolation={_interpolation.ToString().ToLowerInvariant()}"
        + (_maxSize is { } most ? $", max_size={most}" : "");

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_shorter is not { } shorter)
        {
            return image.Resize(_size.Width, _size.Height, _interpolation);
        }

        // torchvision rounds down
        int longer = (int)((long)shorter * Math.Max(image.Width, image.Height) / Math.Min(image.Width, image.Height));
        if (_maxSize is { } most && longer > most)
        {
            (shorter, longer) = (Math.Max(1, (int)((long)most * shorter / longer)), most);
        }

        return image.Width <= image.Height
            ? image.Resize(shorter, longer, _interpolation)
            : image.Resize(longer, shorter, _interpolation);
    }
}
