namespace Flambeau.Vision;

/// <summary>
/// The binary files of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one or two labels and 32 x 32 samples of
/// red, green and blue, one plane after the other.
/// </summary>
internal static class CifarFiles
{
    private const int Size = 32;
    private const int Plane = Size * Size;
    private const int Channels = 3;

    /// <summary>Reads files of records that begin with some labels, of which the last counts.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it.</exception>
    public static LabelledPixels Read(string folder, ReadOnlySpan<string> names, int labelBytes, int classCount)
    {
        List<byte[]> pixels = [];
        List<long> labels = [];
        foreach (string name in names)
        {
            ReadFile(Path.Combine(folder, name), labelBytes, classCount, pixels, labels);
        }

        return new LabelledPixels([.. pixels.SelectMany(image => image)], [.. labels], (Size, Size, Channels));
    }

    /// <summary>
    /// The folder with the files: the one given, or its subfolder of the name that the archive unpacks to.
    /// </summary>
    public static string Locate(string root, string archiveFolder, string firstFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        string inner = Path.Combine(root, archiveFolder);
        string folder = Directory.Exists(inner) ? inner : root;
        return File.Exists(Path.Combine(folder, firstFile)) ? folder : throw new DatasetException(folder,
            $"the file {firstFile} is missing; the binary version of the data set is needed, unpacked.");
    }

    /// <summary>Names of classes, one a line, or the given ones where the file is missing.</summary>
    public static IReadOnlyList<string> ClassNames(string path, IReadOnlyList<string> fallback)
    {
        if (!File.Exists(path))
        {
            return fallback;
        }

        string[] names = [.. File.ReadLines(path).Where(line => line.Length > 0)];
        return names.Length == fallback.Count ? names : throw new DatasetException(path,
            $"there must be {fallback.Count} names of classes, one a line, but there are {names.Length}.");
    }

    private static void ReadFile(string path, int labelBytes, int classCount, List<byte[]> pixels, List<long> labels)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException(path, "the file is missing.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        int record = labelBytes + (Channels * Plane);
        if (bytes.Length == 0 || bytes.Length % record != 0)
        {
            throw new DatasetException(path, $"the file must consist of records of {record} bytes, but has "
                + $"{bytes.Length} bytes.", bytes.Length / record * record);
        }

        for (int at = 0; at < bytes.Length; at += record)
        {
            byte label = bytes[at + labelBytes - 1];
            if (label >= classCount)
            {
                throw new DatasetException(path, $"the label of record {at / record} must lie between 0 and "
                    + $"{classCount - 1}, but is {label}.", at + labelBytes - 1);
            }

            labels.Add(label);
            pixels.Add(Interleaved(bytes.AsSpan(at + labelBytes, Channels * Plane)));
        }
    }

    private static byte[] Interleaved(ReadOnlySpan<byte> planes)
    {
        byte[] pixels = new byte[planes.Length];
        for (int i = 0; i < Plane; i++)
        {
            pixels[Channels * i] = planes[i];
            pixels[(Channels * i) + 1] = planes[Plane + i];
            pixels[(Channels * i) + 2] = planes[(2 * Plane) + i];
        }

        return pixels;
    }
}
