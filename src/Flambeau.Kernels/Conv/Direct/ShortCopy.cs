using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

/// <summary>Copies of a few cache lines, for which a call would cost more than the copy.</summary>
internal static unsafe class ShortCopy
{
    /// <summary>Copies <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(T* source, T* target, int count)
        where T : unmanaged
    {
        byte* from = (byte*)source, to = (byte*)target;
        int bytes = count * sizeof(T);
        for (; bytes >= Vector256<byte>.Count; bytes -= Vector256<byte>.Count)
        {
            Vector256.Store(Vector256.Load(from), to);
            from += Vector256<byte>.Count;
            to += Vector256<byte>.Count;
        }
        for (int i = 0; i < bytes; i += sizeof(T))
        {
            *(T*)(to + i) = *(T*)(from + i);
        }
    }

    /// <summary>Writes <paramref name="count"/> zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* target, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = default;
        }
    }
}
