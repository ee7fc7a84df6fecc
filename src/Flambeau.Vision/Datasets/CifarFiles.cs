namespace Flambeau.Vision;

/// <summary>
/// The files of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): pictures of 32 x 32 samples of red, green and blue, one plane
/// after the other, with one label or two.
/// </summary>
internal static class CifarFiles
{
    private const int Size = 32;
    private const int Plane = Size * Size;
    private const int Channels = 3;
    private const int PictureLength = Channels * Plane;

    /// <summary>Reads files of the binary version: records that begin with some labels.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it.</exception>
    public static LabelledPixels ReadRecords(string folder, string[] names, int labelBytes, int labelAt, int classCount) =>
        Read(folder, names, path => ReadRecords(path, labelBytes, labelAt, classCount));

    /// <summary>Reads files of the Python version.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it.</exception>
    public static LabelledPixels ReadPickles(string folder, string[] names, string labelKey, int classCount) =>
        Read(folder, names, path =>
        {
            var (planes, labels) = CifarPickle.Read(path, labelKey, PictureLength);
            int wrong = Array.FindIndex(labels, label => label < 0 || label >= classCount);
            return wrong < 0 ? (planes, labels) : throw WrongLabel(path, wrong, classCount, labels[wrong], null);
        });

    /// <summary>As many names of classes as there must be.</summary>
    /// <exception cref="DatasetException">There are more or fewer.</exception>
    public static IReadOnlyList<string> CheckNames(string path, IReadOnlyList<string> names, int count) =>
        names.Count == count ? names : throw new DatasetException(path,
            $"there must be {count} names of classes, but there are {names.Count}.");

    private static LabelledPixels Read(string folder, string[] names, Func<string, (byte[] Planes, long[] Labels)> readFile)
    {
        var files = Array.ConvertAll(names, name => readFile(Path.Combine(folder, name)));
        byte[] pixels = new byte[files.Sum(file => file.Planes.Length)];
        int at = 0;
        foreach (var (planes, _) in files)
        {
            for (int start = 0; start < planes.Length; start += PictureLength)
            {
                Interleave(planes.AsSpan(start, PictureLength), pixels.AsSpan(at));
                at += PictureLength;
            }
        }

        return new LabelledPixels(pixels, [.. files.SelectMany(file => file.Labels)], (Size, Size, Channels));
    }

    private static (byte[] Planes, long[] Labels) ReadRecords(string path, int labelBytes, int labelAt, int classCount)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException(path, "the file is missing.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        int record = labelBytes + PictureLength;
        if (bytes.Length == 0 || bytes.Length % record != 0)
        {
            throw new DatasetException(path, $"the file must consist of records of {record} bytes, but has "
                + $"{bytes.Length} bytes.", bytes.Length / record * record);
        }

        byte[] planes = new byte[bytes.Length / record * PictureLength];
        long[] labels = new long[bytes.Length / record];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = bytes[(i * record) + labelAt];
            if (labels[i] >= classCount)
            {
                throw WrongLabel(path, i, classCount, labels[i], (i * record) + labelAt);
            }

            bytes.AsSpan((i * record) + labelBytes, PictureLength).CopyTo(planes.AsSpan(i * PictureLength));
        }

        return (planes, labels);
    }

    private static DatasetException WrongLabel(string path, int picture, int classCount, long label, long? offset) => new(
        path, $"the label of record {picture} must lie between 0 and {classCount - 1}, but is {label}.", offset);

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (int i = 0; i < Plane; i++)
        {
            pixels[Channels * i] = planes[i];
            pixels[(Channels * i) + 1] = planes[Plane + i];
            pixels[(Channels * i) + 2] = planes[(2 * Plane) + i];
        }
    }
}
