using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Reads the elements of one array of an archive, compressed or not.</summary>
internal static class NpzEntry
{
    /// <summary>Fills a block and checks the entry's length and checksum.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="array">The entry.</param>
    /// <param name="skip">The bytes before the elements.</param>
    /// <param name="block">Where the elements go.</param>
    /// <param name="options">Whether to check the checksum.</param>
    /// <exception cref="CheckpointException">The entry is damaged.</exception>
    public static void Fill(ZipReader zip, ZipEntry array, int skip, Block block, CheckpointOptions options)
    {
        var crc = default(Crc32);
        try
        {
            using Stream stream = zip.OpenEntry(array);
            byte[] header = new byte[skip];
            stream.ReadExactly(header);
            crc.Add(header);
            for (long done = 0; done < block.ByteCount;)
            {
                Span<byte> chunk = block.AsSpan<byte>(
                    done, (int)Math.Min(BlockReading.ChunkSize, block.ByteCount - done));
                stream.ReadExactly(chunk);
                crc.Add(chunk);
                done += chunk.Length;
            }

            if (stream.ReadByte() >= 0)
            {
                throw new InvalidDataException("it unpacks to more bytes than the directory says");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Within(array, e);
        }

        if (options.VerifyChecksums && crc.Value != array.Crc)
        {
            throw new CheckpointException(
                $"entry '{array.Name}' is damaged: its checksum is {crc.Value:x8}, not {array.Crc:x8}")
                .At(array.DataOffset);
        }
    }

    /// <summary>The error with the entry's name.</summary>
    public static CheckpointException Within(ZipEntry array, Exception e) => e is CheckpointException problem
        ? problem.Within(array.Name)
        : new CheckpointException($"entry '{array.Name}' is damaged: {e.Message}", e).At(array.DataOffset);
}
