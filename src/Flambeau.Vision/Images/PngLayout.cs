using System.Buffers.Binary;
using System.IO.Compression;

namespace Flambeau.Vision;

/// <summary>Walks the chunks of a PNG file (W3C, Portable Network Graphics, section 5).</summary>
internal static class PngLayout
{
    private const int SignatureLength = 8;

    // length, type and check value
    private const int ChunkOverhead = 12;

    // of deflate: two bits stand for 258 bytes
    private const long MostPerPackedByte = 1032;

    // what may be unpacked without a look: some tens of megabytes
    private const long SmallData = 1 << 26;

    /// <summary>True when every chunk lies inside the file and the last one is IEND.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        long at = SignatureLength;
        while (Next(bytes, ref at, out var type) is not null)
        {
            if (type.SequenceEqual("IEND"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the picture's data, of a whole file, unpack to so many bytes at most; what cannot be unpacked is left to the
    /// decoder.
    /// </summary>
    public static bool IsInflatedWithin(ReadOnlySpan<byte> bytes, long limit)
    {
        using var packed = new MemoryStream();
        long at = SignatureLength;
        while (Next(bytes, ref at, out var type) is { } data && !type.SequenceEqual("IEND"u8))
        {
            if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(bytes[data]);
            }
        }

        if (packed.Length * MostPerPackedByte <= SmallData)
        {
            return true;
        }

        packed.Position = 0;
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] piece = new byte[1 << 16];
        try
        {
            for (int read; limit >= 0 && (read = stream.Read(piece)) > 0;)
            {
                limit -= read;
            }
        }
        catch (InvalidDataException)
        {
            // the decoder says what is wrong
        }

        return limit >= 0;
    }

    /// <summary>The place of the next chunk's data, if the chunk lies inside the file.</summary>
    private static Range? Next(ReadOnlySpan<byte> bytes, ref long at, out ReadOnlySpan<byte> type)
    {
        type = default;
        if (at + ChunkOverhead > bytes.Length)
        {
            return null;
        }

        var chunk = bytes[(int)at..];
        long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        type = chunk.Slice(4, 4);
        int start = (int)at + 8;
        at += ChunkOverhead + length;
        return at <= bytes.Length ? new Range(start, start + (int)length) : null;
    }
}
