using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>When results go past the caches, and how such writes are made visible to other threads.</summary>
/// <remarks>
/// A write that goes past the caches does not first read the line it overwrites, a third of the traffic of a copy; but
/// whoever reads the result finds it in memory, where a smaller one would still be in a cache.
/// </remarks>
internal static class Streaming
{
    // About the last-level cache of a desktop or of a server's group of cores.
    private const long SmallestBytes = 32L << 20;

    private static readonly int s_width = Isa.Use512 ? CacheLine.Size : CacheLine.Size / 2;

    /// <summary>Whether a result of so many bytes leaves the caches anyway before it is read.</summary>
    public static bool Pays(long bytes) => bytes >= SmallestBytes;

    /// <summary>The same where results come in rows, each of whole cache lines; others do not go past the caches.</summary>
    public static unsafe bool PaysForRows<T>(T* target, long rows, int row)
        where T : unmanaged =>
        Pays(rows * row * sizeof(T)) && row * sizeof(T) % CacheLine.Size == 0 && (nuint)target % CacheLine.Size == 0;

    /// <summary>The same of one of the ranges that a few threads share a result in.</summary>
    public static bool PaysForRange(long bytes) => bytes >= SmallestBytes / 8;

    /// <summary>The elements before the first that begins a cache line, at most all.</summary>
    public static unsafe int Head<T>(T* target, int count)
        where T : unmanaged
    {
        int bytes = (int)((CacheLine.Size - ((nuint)target % CacheLine.Size)) % CacheLine.Size);
        return Math.Min(count, bytes / sizeof(T));
    }

    /// <summary>
    /// Writes lanes, past the caches when asked to and when they are a cache line or, where nothing wider is in use, half of one,
    /// whose other half the caller writes next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<TLanes>(TLanes lanes, void* target, bool streams)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (streams && sizeof(TLanes) == s_width)
        {
            lanes.StoreStreaming(target);
        }
        else
        {
            lanes.Store(target);
        }
    }

    /// <summary>Writes a vector, past the caches when asked to; the caller writes what is missing of a cache line next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<T>(Vector<T> vector, T* target, bool streams)
        where T : unmanaged
    {
        if (streams)
        {
            vector.StoreAlignedNonTemporal(target);
        }
        else
        {
            vector.Store(target);
        }
    }

    /// <summary>
    /// Runs a body over 0..count-1, cut so that only whole cache lines go past the caches: of a line that two rows share, half past
    /// them and half not takes longer than ten lines.
    /// </summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="target">Where the body writes element 0.</param>
    /// <param name="body">The work.</param>
    public static unsafe void For<T, TBody>(int count, T* target, ref TBody body)
        where T : unmanaged
        where TBody : struct, IChannelBody, IStreams, allows ref struct
    {
        int head = 0, end = count;
        if (body.Streams)
        {
            int line = CacheLine.Size / sizeof(T);
            head = Head(target, count);
            end = head + ((count - head) / line * line);
            body.Streams = false;
            Channels.For<T, TBody>(0, head, ref body);
            Channels.For<T, TBody>(end, count, ref body);
            body.Streams = true;
        }

        Channels.For<T, TBody>(head, end, ref body);
    }

    /// <summary>Makes streaming writes of this thread visible to others before anything written afterwards.</summary>
    public static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
        else
        {
            Thread.MemoryBarrier();
        }
    }
}
