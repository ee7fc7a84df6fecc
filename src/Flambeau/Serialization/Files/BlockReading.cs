using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Reads long runs of bytes into blocks, several pieces at once.</summary>
/// <remarks>New memory costs more than the bytes that come into it, which threads share as well.</remarks>
internal static class BlockReading
{
    /// <summary>The most bytes handled at a time: a piece stays in the processor's cache between two passes.</summary>
    public const int ChunkSize = 1 << 20;

    private const int PieceSize = ChunkSize / 4;

    /// <summary>Looks at a piece that has been read; any thread may call it.</summary>
    public delegate void PieceVisitor(int piece, ReadOnlySpan<byte> bytes);

    /// <summary>Fills a block with the bytes at a position of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">The position of the first byte.</param>
    /// <param name="block">Where they go.</param>
    /// <param name="visit">Sees every piece while it is in the cache.</param>
    public static void ReadInto(this ByteSource source, long offset, Block block, PieceVisitor? visit = null) =>
        Workers.For(PiecesOf(block.ByteCount), PieceSize / sizeof(float), (from, to) =>
        {
            for (int piece = from; piece < to; piece++)
            {
                long start = (long)piece * PieceSize;
                Span<byte> bytes = block.AsSpan<byte>(start, LengthOf(piece, block.ByteCount));
                source.Read(offset + start, bytes);
                visit?.Invoke(piece, bytes);
            }
        });

    /// <summary>The number of pieces that so many bytes are read in.</summary>
    public static int PiecesOf(long length) => checked((int)((length + PieceSize - 1) / PieceSize));

    /// <summary>The number of bytes of one of them.</summary>
    public static int LengthOf(int piece, long length) => (int)Math.Min(PieceSize, length - ((long)piece * PieceSize));
}
