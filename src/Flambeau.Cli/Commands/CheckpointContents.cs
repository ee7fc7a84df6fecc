using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary>What an open checkpoint holds, counted.</summary>
internal sealed class CheckpointContents
{
    public CheckpointContents(CheckpointFile file, IReadOnlyList<string> unsafeGlobals)
    {
        (File, UnsafeGlobals) = (file, unsafeGlobals);
        DTypes = [.. file.Entries
            .GroupBy(entry => entry.DTypeName)
            .Select(group => new DTypeCount(
                group.Key, group.Count(), Sum(group, entry => entry.Numel), Sum(group, entry => entry.ByteLength)))
            .OrderByDescending(count => count.Bytes)];
        Shared = [.. file.Entries
            .Where(entry => entry.StorageByteLength > 0)
            .GroupBy(entry => entry.StorageId)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.ToArray())];
    }

    /// <summary>The file.</summary>
    public CheckpointFile File { get; }

    /// <summary>What the file would run in Python beyond PyTorch's safe list.</summary>
    public IReadOnlyList<string> UnsafeGlobals { get; }

    /// <summary>How much there is of each element type, the largest first.</summary>
    public IReadOnlyList<DTypeCount> DTypes { get; }

    /// <summary>Groups of tensors that lie in the same memory.</summary>
    public IReadOnlyList<CheckpointEntry[]> Shared { get; }

    /// <summary>The number of all elements.</summary>
    public double Elements => DTypes.Sum(count => count.Elements);

    /// <summary>The number of bytes of all elements, shared ones as often as they are named.</summary>
    public double Bytes => DTypes.Sum(count => count.Bytes);

    // Views may be expanded: a hostile file can name more elements than 64 bits count.
    private static double Sum(IEnumerable<CheckpointEntry> entries, Func<CheckpointEntry, long> value) =>
        entries.Sum(entry => (double)value(entry));

    /// <summary>How much there is of one element type.</summary>
    internal sealed record DTypeCount(string Name, int Tensors, double Elements, double Bytes);
}
