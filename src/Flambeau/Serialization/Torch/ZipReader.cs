using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Reads entries of a zip file after checking that directory and local headers tell the same story.</summary>
internal sealed class ZipReader
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

    /// <summary>
    /// The bytes of an entry, unpacked when they are compressed; nobody has compared them with length or checksum.
    /// Damage in compressed bytes is met as an <see cref="InvalidDataException"/>.
    /// </summary>
    public Stream OpenEntry(ZipEntry entry)
    {
        var slice = new SliceStream(_source, entry.DataOffset, entry.StoredLength);
        return entry.IsDeflated ? new DeflateStream(slice, CompressionMode.Decompress) : slice;
    }

    /// <summary>Reads an entry that is a pickle.</summary>
    public object? ReadPickle(ZipEntry entry, IPickleHost host, CheckpointLimits limits)
    {
        if (entry.Length > limits.MaximumPickleBytes)
        {
            throw new CheckpointException(
                $"the pickle has {entry.Length} bytes, more than the limit of {limits.MaximumPickleBytes}");
        }

        return new PickleReader(new PickleInput(new MemoryStream(ReadAll(entry))), host, limits).Read();
    }

    /// <summary>Reads an entry piece by piece and checks its checksum.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="next">Gives the place for the next so many bytes.</param>
    public void Read(ZipEntry entry, ByteDestination next)
    {
        CheckStored(entry);
        var crc = default(Crc32);
        for (long done = 0; done < entry.Length;)
        {
            Span<byte> chunk = next((int)Math.Min(BlockReading.ChunkSize, entry.Length - done));
            _source.Read(entry.DataOffset + done, chunk);
            crc.Add(chunk);
            done += chunk.Length;
        }

        CheckSum(entry, crc);
    }

    /// <summary>Reads an entry into a block of its length, several pieces at once.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="block">Where the bytes go.</param>
    /// <param name="verify">Whether to check the checksum.</param>
    public void ReadInto(ZipEntry entry, Block block, bool verify)
    {
        CheckStored(entry);
        if (!verify)
        {
            _source.ReadInto(entry.DataOffset, block);
            return;
        }

        uint[] sums = new uint[BlockReading.PiecesOf(entry.Length)];
        _source.ReadInto(entry.DataOffset, block, (piece, bytes) => sums[piece] = Crc32.Of(bytes));
        var crc = default(Crc32);
        for (int i = 0; i < sums.Length; i++)
        {
            crc.Add(sums[i], BlockReading.LengthOf(i, entry.Length));
        }

        CheckSum(entry, crc);
    }

    private static void CheckStored(ZipEntry entry)
    {
        if (entry.IsDeflated)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' is compressed, but PyTorch stores entries as they are; unpack the file and pack "
                + "it again without compression (zip -0)").At(entry.HeaderOffset);
        }
    }

    private static void CheckSum(ZipEntry entry, Crc32 crc)
    {
        if (crc.Value != entry.Crc)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' is damaged: its checksum is {crc.Value:x8}, not {entry.Crc:x8}")
                .At(entry.DataOffset);
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
        bool fits = entry.StoredLength >= 0 && entry.DataOffset <= _source.Length - entry.StoredLength;
        bool plausible = entry.IsDeflated || entry.Length == entry.StoredLength;
        if (!fits || !plausible)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' claims {entry.StoredLength} bytes that hold {entry.Length}, which cannot be; "
                + "the file is cut short or damaged").At(entry.HeaderOffset);
        }
    }
}
