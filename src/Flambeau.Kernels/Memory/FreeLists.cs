using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The arrays that wait to be used again, by size class; the caller locks.</summary>
internal sealed class FreeLists
{
    /// <summary>How many classes above its own a block usually comes from: at most about a third of it is wasted.</summary>
    public const int NearClasses = 2;

    /// <summary>
    /// The same where the alternative is new memory: up to half of it is wasted. More would let many small tensors take the
    /// few large blocks, which are then allocated again: a training of ResNet-34 took 16 % more memory with 16 classes.
    /// </summary>
    public const int FarClasses = 8;

    // So many of the latest arrays of a class are searched for one that the same thread gave back.
    private const int Searched = 4;

    private readonly List<Waiting>[] _classes = new List<Waiting>[32 * 8];
    private int _highest = -1;

    /// <summary>Bytes of all waiting arrays.</summary>
    public long Bytes { get; private set; }

    /// <summary>The lines of the class that holds at least <paramref name="lineCount"/> lines.</summary>
    /// <remarks>Eight classes per power of two: at most an eighth of a block is wasted.</remarks>
    public static int RoundUp(int lineCount)
    {
        int step = Step(lineCount);
        return checked((lineCount + step - 1) / step * step);
    }

    /// <summary>Takes the smallest array of at least so many lines (a class's size), so many classes above at most, or null.</summary>
    public CacheLine[]? TryTake(int lineCount, int classesAbove)
    {
        int first = Class(lineCount), last = Math.Min(first + classesAbove, _highest);
        for (int index = first; index <= last; index++)
        {
            if (_classes[index] is { Count: > 0 } list)
            {
                return Take(list, Nearest(list));
            }
        }

        return null;
    }

    /// <summary>Takes one of the largest arrays, or null when none is left.</summary>
    public CacheLine[]? TryTakeLargest()
    {
        for (; _highest >= 0; _highest--)
        {
            if (_classes[_highest] is { Count: > 0 } list)
            {
                return Take(list, list.Count - 1);
            }
        }

        return null;
    }

    /// <summary>Keeps an array of a class's size plus one line.</summary>
    public void Add(CacheLine[] lines)
    {
        int index = Class(lines.Length - 1);
        (_classes[index] ??= []).Add(new Waiting(lines, Environment.CurrentManagedThreadId));
        _highest = Math.Max(_highest, index);
        Bytes += BytesOf(lines);
    }

    /// <summary>The size of an array.</summary>
    public static long BytesOf(CacheLine[] lines) => (long)lines.Length * CacheLine.Size;

    // Of the latest arrays the one that this thread gave back, whose lines its core's caches may still hold.
    private static int Nearest(List<Waiting> list)
    {
        int thread = Environment.CurrentManagedThreadId, last = list.Count - 1;
        for (int i = last; i >= Math.Max(0, list.Count - Searched); i--)
        {
            if (list[i].Thread == thread)
            {
                return i;
            }
        }

        return last;
    }

    private CacheLine[] Take(List<Waiting> list, int index)
    {
        CacheLine[] lines = list[index].Lines;
        list.RemoveAt(index);
        Bytes -= BytesOf(lines);
        return lines;
    }

    private static int Step(int lineCount) => Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)lineCount) / 16));

    // Sizes of one power of two are 9 to 16 steps.
    private static int Class(int lineCount) =>
        (BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)lineCount)) * 8) + (lineCount / Step(lineCount)) - 9;

    /// <summary>An array and the thread that gave it back.</summary>
    private readonly record struct Waiting(CacheLine[] Lines, int Thread);
}
