namespace Flambeau.Vision;

/// <summary>
/// Handwritten digits of 28 x 28 pixels, or any data set with the same four IDX files such as Fashion-MNIST
/// (<c>torchvision.datasets.MNIST</c>).
/// </summary>
public sealed class Mnist : IImageDataset
{
    private const int ClassCount = 10;

    private readonly byte[] _pixels;
    private readonly long[] _labels;
    private readonly Func<Image, Tensor> _transform;
    private readonly int _height;
    private readonly int _width;

    /// <summary>
    /// The training or test part in a folder: <c>train-</c> or <c>t10k-images-idx3-ubyte</c> and
    /// <c>-labels-idx1-ubyte</c>, plain or with <c>.gz</c>.
    /// </summary>
    /// <param name="folder">The folder with the files.</param>
    /// <param name="train">True for the training part, false for the test part.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
    /// offset.</exception>
    public Mnist(string folder, bool train, Func<Image, Tensor>? transform = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DatasetException(folder, "there is no such folder.");
        }

        string part = train ? "train" : "t10k";
        var labels = IdxFile.Read(folder, $"{part}-labels-idx1-ubyte", rank: 1);
        var images = IdxFile.Read(folder, $"{part}-images-idx3-ubyte", rank: 3);
        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw new DatasetException(images.Path, $"there are {images.Sizes[0]} images, but '{labels.Path}' has "
                + $"{labels.Sizes[0]} labels.", 4);
        }

        int wrong = labels.Data.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1));
        if (wrong >= 0)
        {
            throw new DatasetException(labels.Path, $"label {wrong} must lie between 0 and {ClassCount - 1}, but is "
                + $"{labels.Data[wrong]}.", labels.HeaderLength + wrong);
        }

        (_height, _width) = (images.Sizes[1], images.Sizes[2]);
        _pixels = images.Data;
        _labels = Array.ConvertAll(labels.Data, label => (long)label);
        _transform = transform ?? (image => image.ToTensor());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public IReadOnlyList<long> Labels => _labels;

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <summary>One transformed image, [1, 28, 28] without a transform, and its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (Tensor Image, long Label) this[int index] => (_transform(ImageAt(index)), _labels[index]);

    /// <summary>True when a folder has the files of one of the parts.</summary>
    public static bool IsIn(string folder) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*-images-idx3-ubyte*").Any();

    /// <summary>One image as it stands in the file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Image ImageAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int size = _height * _width;
        return new Image(_width, _height, 1, _pixels.AsSpan(index * size, size).ToArray());
    }
}
