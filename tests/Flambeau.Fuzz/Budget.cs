using System.Diagnostics;

namespace Flambeau.Fuzz;

/// <summary>Makes a failure of reading that takes too much time or memory for a file of some kilobytes.</summary>
internal static class Budget
{
    private const long MaximumMemory = 1L << 30;

    private static readonly TimeSpan s_maximumTime = TimeSpan.FromSeconds(5);

    // what is faster has not touched much memory
    private static readonly TimeSpan s_suspicious = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads, and looks what it took.</summary>
    /// <exception cref="TimeoutException">It took seconds of the processors' time, however long it waited.</exception>
    /// <exception cref="InsufficientMemoryException">The process has had more memory than it should ever need.</exception>
    public static void Keep(Action<byte[]> read, byte[] bytes) => Keep(read, bytes, s_maximumTime, MaximumMemory);

    /// <summary>The same with other bounds.</summary>
    public static void Keep(Action<byte[]> read, byte[] bytes, TimeSpan maximumTime, long maximumMemory)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        read(bytes);
        TimeSpan used = Environment.CpuUsage.TotalTime - start;
        if (used > maximumTime)
        {
            throw new TimeoutException($"reading {bytes.Length} bytes took {used.TotalSeconds:F1} s");
        }

        if (used > s_suspicious)
        {
            using var process = Process.GetCurrentProcess();
            if (process.PeakWorkingSet64 > maximumMemory)
            {
                throw new InsufficientMemoryException($"reading {bytes.Length} bytes took {process.PeakWorkingSet64 >> 20} MiB");
            }
        }
    }
}
