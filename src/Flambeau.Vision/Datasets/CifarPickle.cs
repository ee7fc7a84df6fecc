using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>
/// The Python version's files of CIFAR-10 and CIFAR-100: pickled dicts, whose keys are texts or, when Python 3 wrote them
/// again, bytes. They are read like any checkpoint, without running code.
/// </summary>
internal static class CifarPickle
{
    /// <summary>Reads the planes of all pictures, one picture after the other, and the labels.</summary>
    /// <exception cref="DatasetException">The file is missing, damaged, or holds something else.</exception>
    public static (byte[] Planes, long[] Labels) Read(string path, string labelKey, int pictureLength)
    {
        var dict = Load(path);
        var data = Find<Tensor>(dict, path, "data", "an array");
        if (data.DType != DType.UInt8 || data.Shape.Count != 2 || data.Shape[1] != pictureLength)
        {
            throw new DatasetException(path, $"'data' must be uint8[pictures, {pictureLength}], but is {data.DType.TorchName}"
                + $"{data.Shape}.");
        }

        // An expanded tensor has any number of elements; as an array of pictures each of them takes memory.
        long length = new FileInfo(path).Length;
        if (data.Numel > length)
        {
            throw new DatasetException(path, $"'data' is {data.DType.TorchName}{data.Shape}, but the file has {length} bytes only.");
        }

        var labels = Find<List<object?>>(dict, path, labelKey, "a list");
        return labels.Count == data.Shape[0] && labels.All(label => label is long)
            ? (data.ToArray<byte>(), [.. labels.Cast<long>()])
            : throw new DatasetException(path, $"'{labelKey}' must have {data.Shape[0]} integers, one for each picture, but has "
                + $"{labels.Count} values of which {labels.Count(label => label is long)} are integers.");
    }

    /// <summary>Reads the names of classes from a file of names.</summary>
    /// <exception cref="DatasetException">The file is damaged, or holds something else.</exception>
    public static IReadOnlyList<string> Names(string path, string key)
    {
        var names = Find<List<object?>>(Load(path), path, key, "a list");
        return [.. names.Select(name => Text(name) ?? throw new DatasetException(path, $"'{key}' must be names."))];
    }

    private static ValueDict Load(string path)
    {
        try
        {
            return Checkpoint.LoadDict(path);
        }
        catch (CheckpointException e)
        {
            throw new DatasetException(path, $"{e.Problem}.", e.Offset, e);
        }
        catch (FileNotFoundException e)
        {
            throw new DatasetException(path, "the file is missing.", innerException: e);
        }
    }

    private static T Find<T>(ValueDict dict, string path, string key, string kind)
        where T : class =>
        (dict.TryGetValue(key, out object? value) || dict.TryGetValue(Encoding.UTF8.GetBytes(key), out value)) && value is T found
            ? found
            : throw new DatasetException(path, $"there must be {kind} under '{key}', but there is not.");

    private static string? Text(object? value) => value as string ?? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null);
}
