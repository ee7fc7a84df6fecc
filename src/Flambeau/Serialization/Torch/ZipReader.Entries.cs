using System.IO.Compression;
using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <content>Reading entries.</content>
internal sealed partial class ZipReader
{
    /// <summary>Reads a whole entry and checks its checksum.</summary>
    /// <exception cref="CheckpointException">It is damaged, or too long.</exception>
    public byte[] ReadAll(ZipEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            throw new CheckpointException($"entry '{entry.Name}' of {entry.Length} bytes is too long");
        }

        byte[] bytes = new byte[entry.Length];
        int done = 0;
        Read(entry, verify: true, length =>
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

    /// <summary>Reads an entry piece by piece, unpacks it when it is compressed, and checks its length.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="verify">Whether to check the checksum.</param>
    /// <param name="next">Gives the place for the next so many bytes.</param>
    /// <exception cref="CheckpointException">The entry is damaged.</exception>
    public void Read(ZipEntry entry, bool verify, ByteDestination next)
    {
        var crc = default(Crc32);
        try
        {
            using Stream stream = OpenEntry(entry);
            for (long done = 0; done < entry.Length;)
            {
                Span<byte> chunk = next((int)Math.Min(BlockReading.ChunkSize, entry.Length - done));
                stream.ReadExactly(chunk);
                if (verify)
                {
                    crc.Add(chunk);
                }

                done += chunk.Length;
            }

            if (stream.ReadByte() >= 0)
            {
                throw new InvalidDataException("it unpacks to more bytes than the directory says");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new CheckpointException($"entry '{entry.Name}' is damaged: {e.Message}", e).At(entry.DataOffset);
        }

        if (verify)
        {
            CheckSum(entry, crc);
        }
    }

    /// <summary>Reads an entry into a block of its length; one that is not compressed, several pieces at once.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="block">Where the bytes go.</param>
    /// <param name="verify">Whether to check the checksum.</param>
    /// <exception cref="CheckpointException">The entry is damaged.</exception>
    public void ReadInto(ZipEntry entry, Block block, bool verify)
    {
        if (entry.IsDeflated)
        {
            long done = 0;
            Read(entry, verify, length =>
            {
                done += length;
                return block.AsSpan<byte>(done - length, length);
            });
            return;
        }

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

    private static void CheckSum(ZipEntry entry, Crc32 crc)
    {
        if (crc.Value != entry.Crc)
        {
            throw new CheckpointException(
                $"entry '{entry.Name}' is damaged: its checksum is {crc.Value:x8}, not {entry.Crc:x8}")
                .At(entry.DataOffset);
        }
    }
}
