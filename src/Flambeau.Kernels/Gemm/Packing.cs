using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

/// <summary>Copies of parts of a factor in the order in which the micro-kernels read them.</summary>
internal static unsafe class Packing
{
    // A few cache lines, in bytes.
    private const int PanelGap = 5 * CacheLine.Size;

    // How far ahead of copying memory is asked for: hardware does not follow stretches this short.
    private const int RowsAhead = 4;
    private const int StepsAhead = 16;

    /// <summary>Panels of columns, each step after step of <paramref name="columns"/> values; missing columns are zero.</summary>
    /// <param name="b">The factor from the first column and depth on.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="depth">The number of steps.</param>
    /// <param name="columns">The columns of a panel.</param>
    /// <param name="target">Where the first panel goes.</param>
    /// <param name="panel">From a panel to the next.</param>
    public static void Columns<T>(in Factor<T> b, int count, int depth, int columns, T* target, nint panel)
        where T : unmanaged, INumber<T>
    {
        int whole = count / columns * columns;
        if (b.Line != 1)
        {
            for (int column = 0; column < whole; column += columns, target += panel)
            {
                Transpose.Copy(depth, columns, b.From(column, 0).Data, (int)b.Line, target, columns);
            }
        }
        else
        {
            for (int p = 0; p < depth; p++)
            {
                Step(b.From(0, p).Data, whole / columns, columns, target + (p * columns), panel);
            }

            target += whole / columns * panel;
        }

        if (whole < count)
        {
            LastColumns(b.From(whole, 0), count - whole, depth, columns, target);
        }
    }

    /// <summary>Rows as they lie, only closer together: a row after the other, or a step after the other.</summary>
    /// <returns>The packed rows.</returns>
    public static Factor<T> Rows<T>(in Factor<T> a, int count, int depth, T* target)
        where T : unmanaged
    {
        bool byRow = a.Depth == 1;
        int lines = byRow ? count : depth, length = byRow ? depth : count, distance = byRow ? RowDistance<T>(depth) : Distance<T>(count);
        T* source = a.Data, to = target;
        nint step = byRow ? a.Line : a.Depth, ahead = step * (byRow ? RowsAhead : StepsAhead);
        for (int i = 0; i < lines; i++, source += step, to += distance)
        {
            Prefetch.Read(source + ahead, length);
            Copy(source, to, length);
        }

        return new Factor<T>(target, byRow ? distance : 1, byRow ? 1 : distance);
    }

    /// <summary>From a panel of columns to the next: not a power of two, so that panels do not meet in cache sets.</summary>
    public static int PanelDistance<T>(int depth, int columns)
        where T : unmanaged => (depth * columns) + (PanelGap / sizeof(T));

    /// <summary>The elements that packed rows may take.</summary>
    public static int RowsLength<T>(int rows, int depth)
        where T : unmanaged => Math.Max(rows * RowDistance<T>(depth), depth * Distance<T>(rows));

    /// <summary>One step of some panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T>(T* source, int panels, int columns, T* target, nint panel)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated && columns == 2 * Vector512<T>.Count)
        {
            for (int i = 0; i < panels; i++, source += 2 * Vector512<T>.Count, target += panel)
            {
                Vector512<T> left = Vector512.Load(source), right = Vector512.Load(source + Vector512<T>.Count);
                Vector512.Store(left, target);
                Vector512.Store(right, target + Vector512<T>.Count);
            }

            return;
        }

        for (int i = 0; i < panels; i++, source += columns, target += panel)
        {
            Copy(source, target, columns);
        }
    }

    private static void LastColumns<T>(Factor<T> b, int count, int depth, int columns, T* target)
        where T : unmanaged, INumber<T>
    {
        new Span<T>(target, depth * columns).Clear();
        if (b.Line != 1)
        {
            Transpose.Copy(depth, count, b.Data, (int)b.Line, target, columns);
            return;
        }

        for (int p = 0; p < depth; p++)
        {
            Copy(b.From(0, p).Data, target + (p * columns), count);
        }
    }

    /// <summary>A copy of a few cache lines, for which a call would cost more than the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* source, T* target, int count)
        where T : unmanaged
    {
        // The last vector overlaps the one before it.
        int width = Vector256<T>.Count, half = Vector128<T>.Count;
        if (Vector512.IsHardwareAccelerated && count >= 2 * width)
        {
            for (int i = 0; i <= count - (2 * width); i += 2 * width)
            {
                Vector512.Store(Vector512.Load(source + i), target + i);
            }

            Vector512.Store(Vector512.Load(source + count - (2 * width)), target + count - (2 * width));
        }
        else if (count >= width)
        {
            for (int i = 0; i <= count - width; i += width)
            {
                Vector256.Store(Vector256.Load(source + i), target + i);
            }

            Vector256.Store(Vector256.Load(source + count - width), target + count - width);
        }
        else if (count >= half)
        {
            Vector128.Store(Vector128.Load(source), target);
            Vector128.Store(Vector128.Load(source + count - half), target + count - half);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = source[i];
            }
        }
    }

    // A tile reads all rows at once: beginning their lines together, it would wait for as many at a time.
    private static int RowDistance<T>(int depth)
        where T : unmanaged => Distance<T>(depth) + 1;

    // An odd number of cache lines, so that rows do not meet in the same cache sets.
    private static int Distance<T>(int length)
        where T : unmanaged
    {
        int line = CacheLine.Size / sizeof(T);
        return ((length + line - 1) / line | 1) * line;
    }
}
