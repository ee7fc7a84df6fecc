using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Flambeau.Kernels;

/// <summary>Fork-join over one process-wide pool of background threads.</summary>
/// <remarks>
/// A call runs its ranges on the calling thread and on up to <see cref="Count"/> - 1 workers, and returns when all are
/// done. Calls from inside a body, and calls made while another thread's job holds the pool, run on their own thread:
/// nothing ever waits for a free pool, so nothing can deadlock. How the items are cut into ranges depends on the
/// number of threads, so a body must not form sums over a range.
/// </remarks>
internal static class Workers
{
    /// <summary>The most threads a caller may ask for.</summary>
    public const int MaxCount = 1024;

    /// <summary>Work below this many touched elements is not worth waking another thread.</summary>
    private const long SerialCost = 32 * 1024;

    // An item of this cost gives a few threads work, and what one thread reads of it twice may leave its cache.
    private const long LargestWhole = 8 * SerialCost;

    // Several ranges per thread, so that a thread that was held up takes fewer of them.
    private const int RangesPerThread = 4;

    private static int s_busy;
    private static int s_count = DefaultCount(Environment.GetEnvironmentVariable("FLAMBEAU_THREADS"));

    [ThreadStatic]
    private static bool t_inside;

    /// <summary>The number of threads that work on one call, the caller included.</summary>
    /// <remarks>Starts as <c>FLAMBEAU_THREADS</c>, or the number of processors; may be changed at any time.</remarks>
    public static int Count
    {
        get => Volatile.Read(ref s_count);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxCount);
            Volatile.Write(ref s_count, value);
        }
    }

    /// <summary>Runs <paramref name="body"/>(from, to) over contiguous ranges that cover 0..items-1 once.</summary>
    /// <exception cref="Exception">The first exception that left a body, after all bodies have stopped.</exception>
    public static void For(int items, Action<int, int> body)
    {
        int threads = Count;
        Run(items, threads, Math.Min(items, threads * RangesPerThread), body);
    }

    /// <summary>As <see cref="For(int, Action{int, int})"/>, but stays on the caller when the work is small.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="costPerItem">About how many elements one item touches.</param>
    /// <param name="body">The work on one range of items.</param>
    public static void For(int items, long costPerItem, Action<int, int> body)
    {
        long pieces = (long)items * costPerItem / (SerialCost / 2);
        int threads = (int)Math.Min(Count, pieces);
        Run(items, threads, (int)Math.Min(Math.Min(items, (long)threads * RangesPerThread), pieces), body);
    }

    /// <summary>
    /// As <see cref="For(int, long, Action{int, int})"/> for items that use threads themselves where they are large: few
    /// large items run one after another, each on all threads.
    /// </summary>
    /// <remarks>What an item computes must not depend on whether its own calls find a free pool.</remarks>
    public static void ForDivisible(int items, long costPerItem, Action<int, int> body)
    {
        if (costPerItem <= LargestWhole || items >= Count)
        {
            For(items, costPerItem, body);
            return;
        }

        for (int item = 0; item < items; item++)
        {
            body(item, item + 1);
        }
    }

    /// <summary>The thread count that a value of <c>FLAMBEAU_THREADS</c> asks for.</summary>
    public static int DefaultCount(string? value) =>
        int.TryParse(value, out int count) && count >= 1
            ? Math.Min(count, MaxCount)
            : Math.Min(Environment.ProcessorCount, MaxCount);

    /// <summary>Marks the current thread as one of the pool's, so that its calls run inline.</summary>
    internal static void EnterWorker() => t_inside = true;

    // see WorkerJob.TakeRanges
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(int items, int threads, int ranges, Action<int, int> body)
    {
        if (items <= 0)
        {
            return;
        }

        if (threads <= 1 || ranges <= 1 || t_inside || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            body(0, items);
            return;
        }

        ExceptionDispatchInfo? error;
        t_inside = true;
        try
        {
            error = WorkerJob.Run(items, ranges, Math.Min(threads, ranges) - 1, body);
        }
        finally
        {
            t_inside = false;
            Volatile.Write(ref s_busy, 0);
        }

        error?.Throw();
    }
}
