using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>
/// The pool of pinned arrays behind <see cref="Block"/>. An array that becomes unreachable is resurrected by its
/// <see cref="Tracker"/> and used again; nothing has to be disposed.
/// </summary>
internal static class MemoryPool
{
    /// <summary>Arrays below this size come straight from the garbage collector's young generation.</summary>
    public const int SmallByteCount = 16 * 1024;

    // A collection costs a millisecond or so; less garbage than this is not worth one.
    private const long MinimumBudget = 64L << 20;

    // Rather than grow, the pool looks for less garbage, too, as long as that takes at most a fiftieth of the time.
    private const long CheapBudget = 16L << 20;
    private const int CheapShare = 50;

    // New pages take about this many bytes' time per second; a collection that might spare them may take a quarter of it.
    private const long NewBytesPerSecond = 8L << 30;
    private const int GrowthShare = 4;

    // Waiting arrays beyond this, beyond what is live and beyond what was live lately make room for new ones of other sizes.
    private const long MinimumKept = 128L << 20;

    // With each new array what was live lately counts this part less.
    private const int PeakDecay = 64;

    private static readonly Lock s_gate = new();
    private static readonly FreeLists s_free = new();
    private static readonly ConditionalWeakTable<CacheLine[], Tracker> s_trackers = [];
    private static long s_totalBytes;
    private static long s_peakBytes;
    private static long s_recentPeak;

    // Handed out and not given back since the last forced collection: what that collection might find.
    private static long s_perhapsGarbage;

    // Taken from the system since then; what survived that collection may have died meanwhile.
    private static long s_grown;

    // When the last forced collection ended, how long it took and what one takes, in ticks of the stopwatch: of the last two the
    // shorter, because the first of a process, and one that was held up, tell little about the next.
    private static long s_collectionEnd;
    private static long s_lastTicks = long.MaxValue;
    private static long s_collectionTicks;

    /// <summary>Bytes in blocks that are in use, or that nobody has noticed yet to be unused.</summary>
    public static long LiveBytes
    {
        get
        {
            lock (s_gate)
            {
                return s_totalBytes - s_free.Bytes;
            }
        }
    }

    /// <summary>Bytes that wait to be used again.</summary>
    public static long PooledBytes
    {
        get
        {
            lock (s_gate)
            {
                return s_free.Bytes;
            }
        }
    }

    /// <summary>The most <see cref="LiveBytes"/> since the start or the last <see cref="ResetPeak"/>.</summary>
    public static long PeakBytes
    {
        get
        {
            lock (s_gate)
            {
                return s_peakBytes;
            }
        }
    }

    /// <summary>The collections that the pool has asked for.</summary>
    public static int Collections { get; private set; }

    /// <summary>Starts measuring the peak anew.</summary>
    public static void ResetPeak()
    {
        lock (s_gate)
        {
            s_peakBytes = s_totalBytes - s_free.Bytes;
        }
    }

    /// <summary>Gives all memory that is not in use back to the system.</summary>
    public static void Trim()
    {
        Collect();
        lock (s_gate)
        {
            while (s_free.TryTakeLargest() is { } lines)
            {
                Forget(lines);
            }

            s_recentPeak = s_totalBytes;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>An array whose first aligned byte lies <paramref name="start"/> bytes after its first.</summary>
    public static CacheLine[] Rent(long byteCount, out int start)
    {
        if (byteCount < SmallByteCount)
        {
            start = 0;
            return new CacheLine[LineCount(byteCount)];
        }

        int lineCount = FreeLists.RoundUp(LineCount(byteCount));
        CacheLine[]? lines = TryTake(lineCount, FreeLists.NearClasses);
        if (lines is null && CollectionIsDue(byteCount))
        {
            Collect();
            lines = TryTake(lineCount, FreeLists.NearClasses);
        }

        lines ??= TryTake(lineCount, FreeLists.FarClasses);
        if (lines is null && GrowthPaysForCollection(byteCount))
        {
            Collect();
            lines = TryTake(lineCount, FreeLists.FarClasses);
        }

        lines ??= Allocate(lineCount + 1);
        start = AlignedStart(lines);
        return lines;
    }

    /// <summary>Puts back an array that nobody uses any more.</summary>
    public static void Return(CacheLine[] lines)
    {
        if (FreeLists.BytesOf(lines) <= SmallByteCount)
        {
            return;
        }

        lock (s_gate)
        {
            s_free.Add(lines);
            s_perhapsGarbage = Math.Max(0, s_perhapsGarbage - FreeLists.BytesOf(lines));
        }
    }

    private static int LineCount(long byteCount) =>
        checked((int)((byteCount + CacheLine.Size - 1) / CacheLine.Size));

    private static CacheLine[]? TryTake(int lineCount, int classesAbove)
    {
        lock (s_gate)
        {
            if (s_free.TryTake(lineCount, classesAbove) is not { } lines)
            {
                return null;
            }

            NoteRented(FreeLists.BytesOf(lines));
            return lines;
        }
    }

    private static bool CollectionIsDue(long byteCount)
    {
        lock (s_gate)
        {
            return s_perhapsGarbage >= Math.Max(MinimumBudget, (s_totalBytes - s_free.Bytes) / 4)
                || (s_perhapsGarbage >= Math.Max(CheapBudget, byteCount)
                    && Stopwatch.GetTimestamp() - s_collectionEnd >= CheapShare * s_collectionTicks);
        }
    }

    private static bool GrowthPaysForCollection(long byteCount)
    {
        lock (s_gate)
        {
            long growth = s_grown + byteCount;
            double seconds = (double)growth / NewBytesPerSecond;
            return growth >= CheapBudget
                && s_totalBytes - s_free.Bytes >= byteCount
                && seconds * Stopwatch.Frequency >= GrowthShare * s_collectionTicks;
        }
    }

    // The arrays are pinned and hold no references: such a collection marks the small objects and moves nothing big.
    private static void Collect()
    {
        long start = Stopwatch.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        GC.WaitForPendingFinalizers();
        lock (s_gate)
        {
            Collections++;
            s_perhapsGarbage = 0;
            s_grown = 0;
            s_collectionEnd = Stopwatch.GetTimestamp();
            long ticks = s_collectionEnd - start;
            s_collectionTicks = Math.Min(ticks, s_lastTicks);
            s_lastTicks = ticks;
        }
    }

    private static unsafe CacheLine[] Allocate(int lineCount)
    {
        long bytes = (long)lineCount * CacheLine.Size;
        lock (s_gate)
        {
            MakeRoom(bytes);
            s_totalBytes += bytes;
            s_grown += bytes;
            NoteRented(bytes);
        }

        CacheLine[] lines = GC.AllocateUninitializedArray<CacheLine>(lineCount, pinned: true);
        Pages.AdviseHuge(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(lines)), bytes);
        s_trackers.Add(lines, new Tracker(lines));
        return lines;
    }

    // Sizes that are no longer asked for (another batch size, another network) must not stay for ever; but between two steps of a
    // training hardly anything is live, and what the next step needs again must not go.
    private static void MakeRoom(long bytes)
    {
        long live = s_totalBytes - s_free.Bytes;
        s_recentPeak -= s_recentPeak / PeakDecay;
        long kept = Math.Max(MinimumKept, Math.Max(live, s_recentPeak - live));
        for (long room = 0; room < bytes && s_free.Bytes > kept;)
        {
            if (s_free.TryTakeLargest() is not { } lines)
            {
                return;
            }

            room += FreeLists.BytesOf(lines);
            Forget(lines);
        }
    }

    // The system has the pages back at once, the garbage collector the addresses when it next looks.
    private static unsafe void Forget(CacheLine[] lines)
    {
        long bytes = FreeLists.BytesOf(lines);
        s_totalBytes -= bytes;
        Pages.Discard(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(lines)), bytes);
        if (s_trackers.TryGetValue(lines, out Tracker? tracker))
        {
            tracker.Forgotten = true;
            s_trackers.Remove(lines);
        }
    }

    private static void NoteRented(long bytes)
    {
        s_perhapsGarbage += bytes;
        long live = s_totalBytes - s_free.Bytes;
        s_peakBytes = Math.Max(s_peakBytes, live);
        s_recentPeak = Math.Max(s_recentPeak, live);
    }

    private static unsafe int AlignedStart(CacheLine[] lines)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(lines));
        return (int)((CacheLine.Size - (address % CacheLine.Size)) % CacheLine.Size);
    }

    /// <summary>
    /// Reachable only through the array it watches (the weak table is an ephemeron), so its finalizer runs when
    /// nobody, not even a span on a stack, reaches the array any more.
    /// </summary>
    private sealed class Tracker(CacheLine[] lines)
    {
        /// <summary>Whether the array is the garbage collector's again.</summary>
        public bool Forgotten { get; set; }

        ~Tracker()
        {
            if (!Forgotten)
            {
                GC.ReRegisterForFinalize(this);
                Return(lines);
            }
        }
    }
}
