using System.Buffers.Binary;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Reads entries of a zip file after checking that directory and local headers tell the same story.</summary>
internal sealed class ZipReader
{
    private readonly Stream _stream;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads the directory and all local headers.</summary>
    /// <param name="stream">A seekable stream that holds the whole file.</param>
    /// <exception cref="CheckpointException">The archive is damaged or hostile.</exception>
    public ZipReader(Stream stream)
    {
        _stream = stream;
        long end = 0;
        foreach (ZipEntry entry in ZipDirectory.Read(stream).OrderBy(entry => entry.HeaderOffset))
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

    /// <summary>Reads a whole entry and checks its checksum.</summary>
    public byte[] ReadAll(ZipEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            throw new CheckpointException($"entry '{entry.Name}' of {entry.Length} bytes is too long");
        }

        byte[] bytes = new byte[entry.Length];
        int done = 0;
        Read(entry, length =>
        {
            done += length;
            return bytes.AsSpan(done - length, length);
        });
        return bytes;
    }

    /// <summary>Reads an entry piece by piece and checks its checksum.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="next">Gives the place for the next so many bytes.</param>
    public void Read(ZipEntry entry, ByteDestination next)
    {
        const int ChunkSize = 1 << 22;
        if (entry.IsDeflated)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' is compressed, but PyTorch stores entries as they are; unpack the file and pack "
                + "it again without compression (zip -0)").At(entry.HeaderOffset);
        }

        _stream.Position = entry.DataOffset;
        var crc = default(Crc32);
        for (long done = 0; done < entry.Length;)
        {
            Span<byte> chunk = next((int)Math.Min(ChunkSize, entry.Length - done));
            _stream.ReadExactly(chunk);
            crc.Add(chunk);
            done += chunk.Length;
        }

        if (crc.Value != entry.Crc)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' is damaged: its checksum is {crc.Value:x8}, not {entry.Crc:x8}")
                .At(entry.DataOffset);
        }
    }

    private ZipEntry Locate(ZipEntry entry)
    {
        byte[] header = ZipDirectory.ReadAt(_stream, entry.HeaderOffset, ZipFormat.LocalHeaderSize);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        long nameOffset = entry.HeaderOffset + ZipFormat.LocalHeaderSize;
        string name = Encoding.UTF8.GetString(ZipDirectory.ReadAt(_stream, nameOffset, nameLength));
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
        bool fits = entry.StoredLength >= 0 && entry.DataOffset <= _stream.Length - entry.StoredLength;
        bool plausible = entry.IsDeflated || entry.Length == entry.StoredLength;
        if (!fits || !plausible)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' claims {entry.StoredLength} bytes that hold {entry.Length}, which cannot be; "
                + "the file is cut short or damaged").At(entry.HeaderOffset);
        }
    }
}
