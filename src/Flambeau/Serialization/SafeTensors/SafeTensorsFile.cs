namespace Flambeau.Serialization;

/// <summary>One open file of safetensors, or all files of an index.</summary>
internal sealed class SafeTensorsFile : CheckpointFile
{
    private readonly IReadOnlyList<ByteSource> _shards;

    private SafeTensorsFile(
        ByteSource source, IReadOnlyList<CheckpointEntry> entries, CheckpointOptions options, IReadOnlyList<ByteSource> shards)
        : base(CheckpointFormat.SafeTensors, source, entries, options) => _shards = shards;

    /// <summary>Opens a single file.</summary>
    /// <exception cref="CheckpointException">The file breaks a rule of the format.</exception>
    public static SafeTensorsFile Open(ByteSource source, CheckpointOptions options)
    {
        var header = SafeTensorsHeader.Read(source, options.Limits);
        var entries = new List<CheckpointEntry>();
        AddEntries(header, header.Items, source, entries);
        return new SafeTensorsFile(source, entries, options, []) { Metadata = header.Metadata };
    }

    /// <summary>Opens the files that an index names, for the tensors that it names in each.</summary>
    /// <param name="source">The index; it is closed with the result.</param>
    /// <param name="shards">By file, in order, the names of its tensors.</param>
    /// <param name="metadata">What the index says besides.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="CheckpointException">A file is missing or breaks a rule of the format, or lacks a tensor.</exception>
    public static SafeTensorsFile OpenShards(
        ByteSource source, IReadOnlyDictionary<string, List<string>> shards, ValueDict metadata, CheckpointOptions options)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(source.Path!))!;
        var opened = new List<ByteSource>();
        var entries = new List<CheckpointEntry>();
        try
        {
            foreach (var (file, names) in shards)
            {
                OpenShard(System.IO.Path.Combine(folder, file), names, options, opened, entries);
            }

            return new SafeTensorsFile(source, entries, options, opened) { Metadata = metadata };
        }
        catch
        {
            opened.ForEach(shard => shard.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var shard in _shards)
            {
                shard.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static void OpenShard(
        string path, List<string> names, CheckpointOptions options, List<ByteSource> opened, List<CheckpointEntry> entries)
    {
        if (!File.Exists(path))
        {
            throw new CheckpointException($"the index names the file '{System.IO.Path.GetFileName(path)}', which is not beside it");
        }

        var shard = ByteSource.Open(path, options);
        opened.Add(shard);
        try
        {
            var header = SafeTensorsHeader.Read(shard, options.Limits);
            var items = header.Items.ToDictionary(item => item.Name, StringComparer.Ordinal);
            string? missing = names.Find(name => !items.ContainsKey(name));
            if (missing is not null)
            {
                throw new CheckpointException($"the index says that it holds '{missing}', but it does not");
            }

            AddEntries(header, names.Select(name => items[name]), shard, entries);
        }
        catch (CheckpointException e)
        {
            throw e.In(path);
        }
    }

    private static void AddEntries(
        SafeTensorsHeader header, IEnumerable<SafeTensorsItem> items, ByteSource source, List<CheckpointEntry> entries)
    {
        foreach (var item in items)
        {
            long start = header.DataStart + item.Begin;
            var storage = new StoredStorage(entries.Count, item.End - item.Begin)
            {
                SwapUnit = BitConverter.IsLittleEndian ? null : item.Type.UnitSize,
                Fill = block => source.ReadInto(start, block),
            };
            entries.Add(new CheckpointEntry(item.Name, new DenseStoredTensor(storage, item.Type, 0, item.Sizes, item.Strides())));
        }
    }
}
