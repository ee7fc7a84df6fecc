using System.Text;

namespace Flambeau.Serialization;

/// <summary>PyTorch's zip format, as <c>torch.save</c> has written it since 1.6, and TorchScript's: reading.</summary>
internal sealed class TorchZipReader : CheckpointReader
{
    private const string PickleName = "data.pkl";

    // What torch.package writes into each of its archives, and nothing else does.
    private const string PackageName = ".data/extern_modules";

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) =>
        start.StartsWith("PK\u0003\u0004"u8);

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        (ZipReader zip, string root) = OpenArchive(source, options);
        bool isScript = zip.Find($"{root}constants.pkl") is not null;
        string byteOrder = ReadText(zip, $"{root}byteorder") ?? "little";
        object? value = ReadValue(zip, root, options, isScript, null, IsBig(byteOrder));
        return new TorchCheckpointFile(
            isScript ? CheckpointFormat.TorchScript : CheckpointFormat.TorchZip, source, value, options)
        {
            Metadata = new ValueDict
            {
                ["version"] = ReadText(zip, $"{root}version")?.Trim(),
                ["byteorder"] = byteOrder,
                ["root"] = root.TrimEnd('/'),
            },
        };
    }

    /// <inheritdoc/>
    public override void FindGlobals(ByteSource source, CheckpointOptions options, ISet<string> refused)
    {
        (ZipReader zip, string root) = OpenArchive(source, options);
        bool isScript = zip.Find($"{root}constants.pkl") is not null;
        ReadValue(zip, root, options, isScript, refused, isBig: false);
    }

    private static (ZipReader Zip, string Root) OpenArchive(ByteSource source, CheckpointOptions options)
    {
        var zip = new ZipReader(source);
        string root = FindRoot(zip);
        zip.LimitUnpacked(options.Limits);
        return (zip, root);
    }

    private static object? ReadValue(
        ZipReader zip, string root, CheckpointOptions options, bool isScript, ISet<string>? refused, bool isBig)
    {
        var storages = new Dictionary<string, StoredStorage>(StringComparer.Ordinal);
        var host = new TorchHost(options, (key, type, count) =>
        {
            if (!storages.TryGetValue(key, out StoredStorage? storage))
            {
                storage = Describe(zip, $"{root}data/{key}", storages.Count, options);
                storage.SwapUnit = isBig ? type.Element?.UnitSize ?? 0 : null;
                storages.Add(key, storage);
            }

            return count >= 0 && (Int128)count * type.ItemSize <= storage.ByteCount
                ? storage
                : throw new CheckpointException(
                    $"storage '{key}' should have {count} elements of {type.Name}, but its record has "
                    + $"{storage.ByteCount} bytes");
        })
        {
            IsScript = isScript,
            Refused = refused,
        };
        ZipEntry pickle = zip.Find(root + PickleName)!;
        try
        {
            return zip.ReadPickle(pickle, host, options.Limits);
        }
        catch (CheckpointException e)
        {
            throw e.Within(pickle.Name);
        }
    }

    /// <summary>The folder that holds data.pkl, with a slash; or nothing, when it lies outside of any.</summary>
    private static string FindRoot(ZipReader zip)
    {
        if (zip.Names.Any(name => name.EndsWith($"/{PackageName}", StringComparison.Ordinal) || name == PackageName))
        {
            throw new CheckpointException(
                "the zip file is no PyTorch checkpoint but a package (torch.package): program code, with pickles that need "
                + "it; in Python, load the model with torch.package.PackageImporter and save its state_dict() with torch.save");
        }

        string[] roots = [.. zip.Names
            .Where(name => name.EndsWith(PickleName, StringComparison.Ordinal))
            .Select(name => name[..^PickleName.Length])
            .Where(root => root.Length == 0 || root.IndexOf('/', StringComparison.Ordinal) == root.Length - 1)];
        return roots is [string root]
            ? root
            : throw new CheckpointException(
                "the zip file is no PyTorch checkpoint: it "
                + (roots.Length == 0 ? "has no entry <folder>/data.pkl" : $"has data.pkl in {roots.Length} folders"));
    }

    private static bool IsBig(string byteOrder) => byteOrder switch
    {
        "little" => false,
        "big" => true,
        _ => throw new CheckpointException($"the byte order '{byteOrder}' is unknown"),
    };

    /// <summary>A short record of text, or null when there is none.</summary>
    private static string? ReadText(ZipReader zip, string name) =>
        zip.Find(name) is { Length: < 16 } entry ? Encoding.ASCII.GetString(zip.ReadAll(entry)) : null;

    private static StoredStorage Describe(ZipReader zip, string name, int id, CheckpointOptions options)
    {
        ZipEntry entry = zip.Find(name)
            ?? throw new CheckpointException($"the zip file has no entry '{name}', which a tensor needs");
        return new StoredStorage(id, entry.Length)
        {
            Fill = block => zip.ReadInto(entry, block, options.VerifyChecksums),
        };
    }
}
