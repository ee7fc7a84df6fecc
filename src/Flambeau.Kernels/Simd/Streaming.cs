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

    /// <summary>Whether a result of so many bytes leaves the caches anyway before it is read.</summary>
    public static bool Pays(long bytes) => bytes >= SmallestBytes;

    /// <summary>The same of one of the ranges that a few threads share a result in.</summary>
    public static bool PaysForRange(long bytes) => bytes >= SmallestBytes / 8;

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
