using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>
/// A piece of memory for tensor elements, aligned to 64 bytes unless it is small.
/// A span over a block keeps its memory alive; memory that nobody reaches any more returns to the pool by itself.
/// </summary>
internal sealed class Block
{
    private CacheLine[]? _lines;
    private readonly int _start;

    private Block(CacheLine[]? lines, int start, long byteCount)
    {
        _lines = lines;
        _start = start;
        ByteCount = byteCount;
    }

    /// <summary>A block whose memory was given back.</summary>
    public static Block Returned { get; } = new(null, 0, 0);

    /// <summary>The number of usable bytes.</summary>
    public long ByteCount { get; }

    /// <summary>True once <see cref="Return"/> has given the memory back.</summary>
    public bool IsReturned => _lines is null;

    /// <summary>Takes a block of at least <paramref name="byteCount"/> bytes; its content is undefined.</summary>
    public static Block Rent(long byteCount)
    {
        var lines = MemoryPool.Rent(byteCount, out int start);
        return new Block(lines, start, byteCount);
    }

    /// <summary>Elements <paramref name="offset"/> to <paramref name="offset"/> + <paramref name="length"/> of the block seen as <typeparamref name="T"/>.</summary>
    public Span<T> AsSpan<T>(long offset, int length)
        where T : unmanaged
    {
        var lines = _lines ?? throw new ObjectDisposedException(nameof(Block), "The tensor's memory was disposed.");
        int size = Unsafe.SizeOf<T>();
        if (offset < 0 || length < 0 || (offset + length) * size > ByteCount)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"{length} elements at {offset} exceed a block of {ByteCount} bytes.");
        }

        ref byte origin = ref Unsafe.As<CacheLine, byte>(ref MemoryMarshal.GetArrayDataReference(lines));
        ref byte first = ref Unsafe.AddByteOffset(ref origin, (nint)(_start + (offset * size)));
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref first), length);
    }

    /// <summary>Gives the memory back at once; the block must not be used afterwards.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref _lines, null) is { } lines)
        {
            MemoryPool.Return(lines);
        }
    }
}
