using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Turns elements written on a big-endian machine into this machine's order.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of every element.</summary>
    /// <exception cref="CheckpointException">The storage does not tell how wide its elements are.</exception>
    public static void Swap(Block memory, TorchStorageType type)
    {
        int itemSize = type.DType?.ItemSize
            ?? throw new CheckpointException("untyped storages of a big-endian machine cannot be read");
        const int ChunkSize = 1 << 20;
        for (long done = 0; done < memory.ByteCount;)
        {
            int length = (int)Math.Min(ChunkSize, memory.ByteCount - done);
            Span<byte> chunk = memory.AsSpan<byte>(done, length);
            Reverse(chunk, itemSize);
            done += length;
        }
    }

    private static void Reverse(Span<byte> bytes, int itemSize)
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
