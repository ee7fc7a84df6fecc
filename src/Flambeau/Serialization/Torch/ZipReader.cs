using System.Buffers.Binary;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Reads entries of a zip file after checking that directory and local headers tell the same story.</summary>
internal sealed partial class ZipReader
{
    private readonly ByteSource _source;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads the directory and all local headers.</summary>
    /// <param name="source">The whole file.</param>
    /// <exception cref="CheckpointException">The archive is damaged or hostile.</exception>
    public ZipReader(ByteSource source)
    {
        _source = source;
        long end = 0;
        foreach (ZipEntry entry in ZipDirectory.Read(source).OrderBy(entry => entry.HeaderOffset))
        {
            if (entry.HeaderOffset < end)
            {
                throw new CheckpointException($"entry '{entry.Name}' overlaps the one before it")
                    .At(entry.HeaderOffset);
            }

            ZipEntry located = Locate(entry);
            end = located.DataOffset + located.StoredLength;
            if (!_entries.TryAdd(entry.Name, located))
            {
                throw new CheckpointException($"the zip file has two entries named '{entry.Name}'");
            }
        }
    }

    /// <summary>The entries' names, in the order of their place in the file.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>Finds an entry.</summary>
    public ZipEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Holds what compressed entries unpack to, in all, to the limits and the file's length.</summary>
    /// <exception cref="CheckpointException">It is more.</exception>
    public void LimitUnpacked(CheckpointLimits limits)
    {
        const int PerFileByte = 16;
        Int128 allowed = limits.MaximumConvertedBytes + ((Int128)PerFileByte * _source.Length);
        Int128 total = 0;
        foreach (ZipEntry entry in _entries.Values)
        {
            total += entry.IsDeflated ? entry.Length : 0;
        }

        if (total > allowed)
        {
            throw new CheckpointException(
                $"the compressed entries unpack to {total} bytes, more than the {allowed} that {nameof(CheckpointLimits)}."
                + $"{nameof(CheckpointLimits.MaximumConvertedBytes)} and the file's length allow");
        }
    }

    private ZipEntry Locate(ZipEntry entry)
    {
        byte[] header = _source.Read(entry.HeaderOffset, ZipFormat.LocalHeaderSize);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        long nameOffset = entry.HeaderOffset + ZipFormat.LocalHeaderSize;
        string name = Encoding.UTF8.GetString(_source.Read(nameOffset, nameLength));
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6));
        int method = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipFormat.LocalHeader || name != entry.Name
            || (flags & ZipFormat.FlagsEncrypted) != 0
            || method != (entry.IsDeflated ? ZipFormat.MethodDeflated : ZipFormat.MethodStored))
        {
            throw new CheckpointException($"the local header of entry '{entry.Name}' contradicts the zip directory")
                .At(entry.HeaderOffset);
        }

        ZipEntry located = entry with { DataOffset = nameOffset + nameLength + extraLength };
        CheckLengths(located);
        return located;
    }

    private void CheckLengths(ZipEntry entry)
    {
        // A pair of bits stands for at most 258 bytes.
        const int MostPerStoredByte = 1032;
        bool fits = entry.StoredLength >= 0 && entry.DataOffset <= _source.Length - entry.StoredLength;
        bool plausible = entry.IsDeflated
            ? entry.Length >= 0 && entry.Length / MostPerStoredByte <= entry.StoredLength
            : entry.Length == entry.StoredLength;
        if (!fits || !plausible)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' claims {entry.StoredLength} bytes that hold {entry.Length}, which cannot be; "
                + "the file is cut short or damaged").At(entry.HeaderOffset);
        }
    }
}
