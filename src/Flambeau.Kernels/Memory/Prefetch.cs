using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>Asks for memory that will be read soon, where the order of reading hides it from the hardware.</summary>
internal static unsafe class Prefetch
{
    private const int LongestRow = 4096;

    /// <summary>Brings elements into the first-level cache; harmless beyond the end of the memory.</summary>
    public static void Read<T>(T* x, int count)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            for (nint at = 0; at < (nint)count * sizeof(T); at += CacheLine.Size)
            {
                Sse.Prefetch0((byte*)x + at);
            }
        }
    }

    /// <summary>Brings the cache line of an element into the first-level cache; harmless beyond the end of the memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line<T>(T* x)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(x);
        }
    }

    /// <summary>
    /// Brings the row after this one, as far as a cache holds it: it comes from memory while this one is computed.
    /// </summary>
    public static void NextRow<T>(T* row, int count)
        where T : unmanaged => Read(row + count, Math.Min(count, LongestRow));
}
