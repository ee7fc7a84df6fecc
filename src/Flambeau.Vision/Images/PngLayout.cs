using System.Buffers.Binary;

namespace Flambeau.Vision;

/// <summary>Walks the chunks of a PNG file (W3C, Portable Network Graphics, section 5).</summary>
internal static class PngLayout
{
    private const int SignatureLength = 8;

    // length, type and check value
    private const int ChunkOverhead = 12;

    /// <summary>True when every chunk lies inside the file and the last one is IEND.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        long at = SignatureLength;
        while (at + ChunkOverhead <= bytes.Length)
        {
            var chunk = bytes[(int)at..];
            at += ChunkOverhead + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return at <= bytes.Length;
            }
        }

        return false;
    }
}
