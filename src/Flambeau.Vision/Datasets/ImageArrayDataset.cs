namespace Flambeau.Vision;

/// <summary>Labelled pictures of one size that lie in memory as 8-bit samples.</summary>
public abstract class ImageArrayDataset : IImageDataset
{
    private readonly byte[] _pixels;
    private readonly long[] _labels;
    private readonly (int Height, int Width, int Channels) _size;
    private readonly Func<Image, Tensor> _transform;

    private protected ImageArrayDataset(
        LabelledPixels data, IReadOnlyList<string> classes, Func<Image, Tensor>? transform)
    {
        _pixels = data.Pixels;
        _labels = data.Labels;
        _size = data.Size;
        _transform = transform ?? (image => image.ToTensor());
        Classes = classes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> Labels => _labels;

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <summary>One transformed image, [channels, height, width] without a transform, and its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (Tensor Image, long Label) this[int index] => (_transform(ImageAt(index)), _labels[index]);

    /// <summary>One image as it stands in the file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Image ImageAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int length = _size.Height * _size.Width * _size.Channels;
        byte[] pixels = _pixels.AsSpan(index * length, length).ToArray();
        return new Image(_size.Width, _size.Height, _size.Channels, pixels);
    }
}
