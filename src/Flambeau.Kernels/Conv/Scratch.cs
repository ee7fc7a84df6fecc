using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>A pooled block used by address for the length of one call; its content is undefined.</summary>
internal readonly unsafe struct Scratch<T> : IDisposable
    where T : unmanaged
{
    private const int LineBytes = 64;

    private Scratch(Block block, T* pointer)
    {
        Block = block;
        Pointer = pointer;
    }

    /// <summary>The block, which must be reachable while the pointer is in use.</summary>
    public Block Block { get; }

    /// <summary>The first element, aligned to a cache line.</summary>
    public T* Pointer { get; }

    /// <summary>Takes room for at least <paramref name="count"/> elements.</summary>
    public static Scratch<T> Rent(long count)
    {
        // The garbage collector may move a small block, so that its address would not stay good; pooled ones are pinned.
        var block = Block.Rent(Math.Max(count * sizeof(T) + LineBytes, MemoryPool.SmallByteCount));
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(block.AsSpan<byte>(0, 1)));
        return new Scratch<T>(block, (T*)((address + LineBytes - 1) & -LineBytes));
    }

    /// <summary>Gives the block back to the pool.</summary>
    public void Dispose() => Block.Return();
}
