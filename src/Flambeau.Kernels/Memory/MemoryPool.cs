using System.Numerics;
using System.Runtime;
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

    private const long MinimumBudget = 64L << 20;

    private static readonly Lock s_gate = new();
    private static readonly Dictionary<int, Stack<CacheLine[]>> s_free = [];
    private static readonly ConditionalWeakTable<CacheLine[], Tracker> s_trackers = [];
    private static long s_totalBytes;
    private static long s_pooledBytes;
    private static long s_sinceCollection;

    /// <summary>Bytes in blocks that are in use, or that nobody has noticed yet to be unused.</summary>
    public static long LiveBytes => Interlocked.Read(ref s_totalBytes) - Interlocked.Read(ref s_pooledBytes);

    /// <summary>Tells the pool that about <paramref name="bytes"/> bytes have probably become unreachable.</summary>
    public static void HintGarbage(long bytes) => Interlocked.Add(ref s_sinceCollection, bytes);

    /// <summary>An array whose first aligned byte lies <paramref name="start"/> bytes after its first.</summary>
    public static CacheLine[] Rent(long byteCount, out int start)
    {
        if (byteCount < SmallByteCount)
        {
            start = 0;
            return new CacheLine[LineCount(byteCount)];
        }

        int lineCount = RoundUp(LineCount(byteCount)) + 1;
        var lines = TryTake(lineCount);
        if (lines is null && CollectionIsDue((long)lineCount * CacheLine.Size))
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
            GC.WaitForPendingFinalizers();
            lines = TryTake(lineCount);
        }

        lines ??= Allocate(lineCount);
        start = AlignedStart(lines);
        return lines;
    }

    /// <summary>Puts an array back.</summary>
    public static void Return(CacheLine[] lines)
    {
        long bytes = (long)lines.Length * CacheLine.Size;
        if (bytes <= SmallByteCount)
        {
            return;
        }

        lock (s_gate)
        {
            if (!s_free.TryGetValue(lines.Length, out var stack))
            {
                s_free.Add(lines.Length, stack = new Stack<CacheLine[]>());
            }

            stack.Push(lines);
            s_pooledBytes += bytes;
        }
    }

    private static int LineCount(long byteCount) =>
        checked((int)((byteCount + CacheLine.Size - 1) / CacheLine.Size));

    // Eight classes per power of two: at most an eighth of a block is wasted.
    private static int RoundUp(int lineCount)
    {
        int step = Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)lineCount) / 16));
        return (lineCount + step - 1) / step * step;
    }

    private static CacheLine[]? TryTake(int lineCount)
    {
        lock (s_gate)
        {
            if (!s_free.TryGetValue(lineCount, out var stack) || !stack.TryPop(out var lines))
            {
                return null;
            }

            s_pooledBytes -= (long)lineCount * CacheLine.Size;
            return lines;
        }
    }

    private static bool CollectionIsDue(long bytes)
    {
        long since = Interlocked.Add(ref s_sinceCollection, bytes);
        if (since < Math.Max(MinimumBudget, LiveBytes / 4))
        {
            return false;
        }

        Interlocked.Exchange(ref s_sinceCollection, 0);
        return true;
    }

    private static CacheLine[] Allocate(int lineCount)
    {
        var lines = GC.AllocateUninitializedArray<CacheLine>(lineCount, pinned: true);
        Interlocked.Add(ref s_totalBytes, (long)lineCount * CacheLine.Size);
        s_trackers.Add(lines, new Tracker(lines));
        return lines;
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
        ~Tracker()
        {
            GC.ReRegisterForFinalize(this);
            Return(lines);
        }
    }
}
