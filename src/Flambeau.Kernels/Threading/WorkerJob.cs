using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Flambeau.Kernels;

/// <summary>The job that the pool works on (one at a time) and the threads that wait for it.</summary>
/// <remarks>
/// Helpers join a job while it is open. Each thread, the caller included, has a segment of the ranges to begin with and then
/// takes what is left of the others': so it meets in one operator what it wrote in the one before, in its own caches. The caller
/// does not wait for a helper that never came: it closes the job and waits only for those that joined.
/// </remarks>
internal static class WorkerJob
{
    private const long Closed = 1L << 31;
    private const long EpochStep = 1L << 32;
    private const long JoinedMask = Closed - 1;

    // A helper that finds nothing to do looks again for some 100 microseconds, which outlasts the gap between two
    // operators, and then sleeps.
    private const int SpinLimit = 2_000;

    private const int NextDistance = CacheLine.Size / sizeof(int);

    private static readonly object s_gate = new();
    private static int s_started;
    private static int s_sleeping;

    // Epoch in the high half, then the closed bit, then the number of helpers that joined.
    private static long s_state = Closed;
    private static int s_left;
    private static int s_wanted;

    private static Action<int, int>? s_body;
    private static int s_items;
    private static int s_ranges;
    private static int s_segments;

    // The next range of each segment, a cache line apart.
    private static int[] s_next = new int[NextDistance];
    private static ExceptionDispatchInfo? s_error;

    /// <summary>Runs all ranges of a body, with at most <paramref name="helpers"/> other threads; the caller holds the
    /// pool.</summary>
    /// <returns>The first exception that left a body, or null.</returns>
    public static ExceptionDispatchInfo? Run(int items, int ranges, int helpers, Action<int, int> body)
    {
        s_body = body;
        s_items = items;
        s_ranges = ranges;
        s_segments = helpers + 1;
        s_error = null;
        s_left = 0;
        s_wanted = helpers;
        Deal();
        Open(helpers);
        TakeRanges(body, 0);
        Close();
        s_body = null;
        ExceptionDispatchInfo? error = s_error;
        s_error = null;
        return error;
    }

    private static void Deal()
    {
        if (s_next.Length < s_segments * NextDistance)
        {
            s_next = new int[s_segments * NextDistance];
        }

        for (int segment = 0; segment < s_segments; segment++)
        {
            s_next[segment * NextDistance] = Blocking.Part(s_ranges, s_segments, segment);
        }
    }

    private static void Open(int helpers)
    {
        while (s_started < helpers)
        {
            int number = ++s_started;
            var thread = new Thread(() => Work(number)) { IsBackground = true, Name = $"Flambeau worker {number}" };
            thread.UnsafeStart();
        }

        // The exchange is a full fence between the new epoch and the look at the sleepers; a helper does the reverse.
        Interlocked.Exchange(ref s_state, ((s_state / EpochStep) + 1) * EpochStep);
        int sleeping = Volatile.Read(ref s_sleeping);
        if (sleeping > 0)
        {
            lock (s_gate)
            {
                for (int i = Math.Min(sleeping, helpers); i > 0; i--)
                {
                    Monitor.Pulse(s_gate);
                }
            }
        }
    }

    private static void Close()
    {
        long joined = Interlocked.Or(ref s_state, Closed) & JoinedMask;
        var wait = new SpinWait();
        while (Volatile.Read(ref s_left) != joined)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private static void Work(int number)
    {
        Workers.EnterWorker();
        int spins = 0;
        long seen = 0;
        while (true)
        {
            long epoch = Volatile.Read(ref s_state) / EpochStep;
            if (epoch != seen)
            {
                seen = epoch;
                if (TryJoin(epoch))
                {
                    // The first segment is the caller's; a helper's is the same in every job of as many threads.
                    TakeRanges(s_body!, 1 + ((number - 1) % (s_segments - 1)));
                    Interlocked.Increment(ref s_left);
                    spins = 0;
                }
            }
            else if (++spins < SpinLimit && Volatile.Read(ref s_started) < Environment.ProcessorCount)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Sleep(seen);
                spins = 0;
            }
        }
    }

    private static bool TryJoin(long epoch)
    {
        while (true)
        {
            long state = Volatile.Read(ref s_state);
            if (state / EpochStep != epoch || (state & Closed) != 0 || (state & JoinedMask) >= s_wanted)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref s_state, state + 1, state) == state)
            {
                return true;
            }
        }
    }

    private static void Sleep(long seen)
    {
        lock (s_gate)
        {
            Interlocked.Increment(ref s_sleeping);
            if (Volatile.Read(ref s_state) / EpochStep == seen)
            {
                Monitor.Wait(s_gate);
            }

            Interlocked.Decrement(ref s_sleeping);
        }
    }

    // Without a profile the compiler does not guess which body comes and draw it in here, where a large one exceeds what
    // it is willing to inline and calls each vector operation instead (measured: softmax 20 ms, not 2).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeRanges(Action<int, int> body, int home)
    {
        int items = s_items, ranges = s_ranges, segments = s_segments;
        int[] next = s_next;
        try
        {
            for (int i = 0; i < segments; i++)
            {
                int segment = (home + i) % segments, end = Blocking.Part(ranges, segments, segment + 1), range;
                while ((range = Interlocked.Increment(ref next[segment * NextDistance]) - 1) < end)
                {
                    body(Blocking.Part(items, ranges, range), Blocking.Part(items, ranges, range + 1));
                }
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref s_error, ExceptionDispatchInfo.Capture(exception), null);
            for (int segment = 0; segment < segments; segment++)
            {
                Volatile.Write(ref next[segment * NextDistance], ranges);
            }
        }
    }
}
