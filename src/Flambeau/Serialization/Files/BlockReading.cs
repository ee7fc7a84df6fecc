using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Reads long runs of bytes into blocks.</summary>
internal static class BlockReading
{
    /// <summary>The most bytes handled at a time: a piece stays in the processor's cache between two passes.</summary>
    public const int ChunkSize = 1 << 20;

    /// <summary>Fills a block with the bytes at a position of a file.</summary>
    public static void ReadInto(this ByteSource source, long offset, Block block)
    {
        for (long done = 0; done < block.ByteCount; done += ChunkSize)
        {
            source.Read(offset + done, block.AsSpan<byte>(done, (int)Math.Min(ChunkSize, block.ByteCount - done)));
        }
    }
}
