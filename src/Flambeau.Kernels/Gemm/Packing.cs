using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Copies of parts of a factor in the order in which the micro-kernels read them.</summary>
internal static unsafe class Packing
{
    /// <summary>Columns as step after step of <paramref name="columns"/> values; missing columns are zero.</summary>
    public static void Columns<T>(in Factor<T> b, int count, int depth, int columns, T* target)
        where T : unmanaged, INumber<T>
    {
        if (count < columns)
        {
            new Span<T>(target, depth * columns).Clear();
        }

        if (b.Line == 1)
        {
            T* source = b.Data;
            for (int p = 0; p < depth; p++, source += b.Depth, target += columns)
            {
                new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, count));
            }
        }
        else
        {
            Transpose.Copy(depth, count, b.Data, (int)b.Line, target, columns);
        }
    }

    /// <summary>Rows as they lie, only closer together: a row after the other, or a step after the other.</summary>
    /// <returns>The packed rows.</returns>
    public static Factor<T> Rows<T>(in Factor<T> a, int count, int depth, T* target)
        where T : unmanaged
    {
        bool byRow = a.Depth == 1;
        int lines = byRow ? count : depth, length = byRow ? depth : count, distance = Distance<T>(length);
        T* source = a.Data, to = target;
        nint step = byRow ? a.Line : a.Depth;
        for (int i = 0; i < lines; i++, source += step, to += distance)
        {
            new ReadOnlySpan<T>(source, length).CopyTo(new Span<T>(to, length));
        }

        return new Factor<T>(target, byRow ? distance : 1, byRow ? 1 : distance);
    }

    /// <summary>The elements that packed rows may take.</summary>
    public static int RowsLength<T>(int rows, int depth)
        where T : unmanaged => Math.Max(rows * Distance<T>(depth), depth * Distance<T>(rows));

    // An odd number of cache lines, so that rows do not meet in the same cache sets.
    private static int Distance<T>(int length)
        where T : unmanaged
    {
        int line = CacheLine.Size / sizeof(T);
        return ((length + line - 1) / line | 1) * line;
    }
}
