using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Turns elements written on a big-endian machine into this machine's order.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of every number.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="itemSize">The bytes of one number: 2, 4, 8, or anything else to do nothing.</param>
    public static void Swap(Block memory, int itemSize)
    {
        if (itemSize is not (2 or 4 or 8))
        {
            return;
        }

        const int ChunkSize = 1 << 20;
        for (long done = 0; memory.ByteCount - done >= itemSize;)
        {
            int length = (int)Math.Min(ChunkSize, memory.ByteCount - done);
            Span<byte> chunk = memory.AsSpan<byte>(done, length);
            Reverse(chunk, itemSize);
            done += length;
        }
    }

    /// <summary>Reverses the bytes of every number of a whole number of them.</summary>
    public static void Reverse(Span<byte> bytes, int itemSize)
    {
        switch (itemSize)
        {
            case 2:
                Span<short> shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<int> ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                Span<long> longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
