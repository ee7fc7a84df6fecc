using System.Globalization;
using System.IO.Compression;

namespace Flambeau.Vision;

/// <summary>
/// 1797 scanned digits of 8 x 8 pixels that come with the library (<c>sklearn.datasets.load_digits</c>): the test part
/// of Alpaydin and Kaynak's "Optical Recognition of Handwritten Digits" (1998).
/// </summary>
public sealed class Digits : IImageDataset
{
    /// <summary>The height and width of an image.</summary>
    public const int Size = 8;

    private const int TestEvery = 5;
    private const float White = 16;

    private readonly long[] _labels;

    private Digits(List<(float[] Pixels, long Label)> samples)
    {
        Images = Tensor.From(samples.SelectMany(sample => sample.Pixels).ToArray(), samples.Count, 1, Size, Size);
        _labels = [.. samples.Select(sample => sample.Label)];
    }

    /// <summary>All images, black 0 to white 1. Shape: [N, 1, 8, 8].</summary>
    public Tensor Images { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public IReadOnlyList<long> Labels => _labels;

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <summary>A view of one image, [1, 8, 8], and its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (Tensor Image, long Label) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (Images.Select(0, index), _labels[index]);
        }
    }

    /// <summary>
    /// The training or the test part. The split is fixed and the same for every class: of its samples, in the order of
    /// the file, each fifth is for the test (355 of 1797).
    /// </summary>
    /// <param name="train">True for the training part, false for the test part.</param>
    public static Digits Load(bool train)
    {
        int[] seen = new int[10];
        return new Digits([.. Read().Where(sample => (++seen[sample.Label] % TestEvery != 0) == train)]);
    }

    private static IEnumerable<(float[] Pixels, long Label)> Read()
    {
        using var file = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            int[] numbers = Array.ConvertAll(line.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture));
            yield return (Array.ConvertAll(numbers[..^1], value => value / White), numbers[^1]);
        }
    }
}
