using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Asks Linux to back big blocks with pages of 2 MiB: far fewer misses of the page tables' cache.</summary>
internal static partial class HugePages
{
    /// <summary>Blocks below this size are left alone.</summary>
    public const long SmallestBytes = 2 * PageBytes;

    private const long PageBytes = 2 << 20;
    private const int HugePageAdvice = 14; // MADV_HUGEPAGE

    private static bool s_available = OperatingSystem.IsLinux();

    /// <summary>Advises the whole pages inside a range; does nothing where the system has no such pages.</summary>
    public static unsafe void Advise(void* start, long bytes)
    {
        if (!s_available || bytes < SmallestBytes)
        {
            return;
        }

        long first = ((long)start + PageBytes - 1) / PageBytes * PageBytes;
        long end = ((long)start + bytes) / PageBytes * PageBytes;
        try
        {
            // Advice only: an error (a kernel without huge pages) changes nothing.
            _ = MemoryAdvise((void*)first, (nuint)(end - first), HugePageAdvice);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            s_available = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int MemoryAdvise(void* address, nuint bytes, int advice);
}
