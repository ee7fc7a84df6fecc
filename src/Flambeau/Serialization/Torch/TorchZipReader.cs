using System.Text;

namespace Flambeau.Serialization;

/// <summary>PyTorch's zip format, as <c>torch.save</c> has written it since 1.6: reading.</summary>
internal static class TorchZipReader
{
    private const string PickleName = "/data.pkl";

    /// <summary>Reads the value that the file holds.</summary>
    /// <param name="stream">A seekable stream that holds the whole file.</param>
    /// <param name="options">How to read.</param>
    public static object? Read(Stream stream, CheckpointOptions options)
    {
        var zip = new ZipReader(stream);
        string root = FindRoot(zip);
        bool swap = IsBigEndian(zip, root);
        var storages = new Dictionary<string, Storage>(StringComparer.Ordinal);
        var host = new TorchHost(options, (key, type, count) =>
        {
            if (!storages.TryGetValue(key, out Storage? storage))
            {
                storage = LoadStorage(zip, $"{root}/data/{key}", swap ? type : null);
                storages.Add(key, storage);
            }

            return count >= 0 && (Int128)count * type.ItemSize <= storage.Block.ByteCount
                ? storage
                : throw new CheckpointException(
                    $"storage '{key}' should have {count} elements of {type.Name}, but its record has "
                    + $"{storage.Block.ByteCount} bytes");
        });
        ZipEntry pickle = zip.Find(root + PickleName)!;
        try
        {
            return new PickleReader(new PickleInput(new MemoryStream(zip.ReadAll(pickle))), host).Read();
        }
        catch (CheckpointException e)
        {
            throw e.Within(pickle.Name);
        }
    }

    private static string FindRoot(ZipReader zip)
    {
        string[] roots = [.. zip.Names
            .Where(name => name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length
                && name.EndsWith(PickleName, StringComparison.Ordinal))
            .Select(name => name[..^PickleName.Length])];
        if (roots is not [string root])
        {
            throw new CheckpointException(
                "the zip file is no PyTorch checkpoint: it "
                + (roots.Length == 0 ? "has no entry <folder>/data.pkl" : $"has data.pkl in {roots.Length} folders"));
        }

        return zip.Find($"{root}/constants.pkl") is null
            ? root
            : throw new CheckpointException(
                "the file is a TorchScript archive (torch.jit.save), which holds code; save the weights in Python with "
                + "torch.save(torch.jit.load(path).state_dict(), new_path)");
    }

    private static bool IsBigEndian(ZipReader zip, string root) =>
        zip.Find($"{root}/byteorder") is { Length: < 16 } entry
        && Encoding.ASCII.GetString(zip.ReadAll(entry)) switch
        {
            "little" => false,
            "big" => true,
            string other => throw new CheckpointException($"the byte order '{other}' is unknown"),
        };

    private static Storage LoadStorage(ZipReader zip, string name, TorchStorageType? swapAs)
    {
        ZipEntry entry = zip.Find(name)
            ?? throw new CheckpointException($"the zip file has no entry '{name}', which a tensor needs");
        var storage = new Storage(entry.Length);
        long done = 0;
        zip.Read(entry, length =>
        {
            done += length;
            return storage.Block.AsSpan<byte>(done - length, length);
        });
        if (swapAs is not null)
        {
            ByteOrder.Swap(storage.Block, swapAs);
        }

        return storage;
    }
}
