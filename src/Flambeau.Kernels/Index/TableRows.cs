using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>Rows of a contiguous table by position: an embedding and its gradient.</summary>
internal static unsafe class TableRows
{
    /// <summary>Writes the row at each position.</summary>
    public static void Take<T>(int columns, ReadOnlySpan<T> table, long[] positions, Span<T> y)
        where T : unmanaged
    {
        fixed (T* pt = table, py = y)
        {
            var (from, to) = ((nint)pt, (nint)py);
            Workers.For(positions.Length, columns, (first, last) =>
            {
                for (nint i = first; i < last; i++)
                {
                    var row = new ReadOnlySpan<T>((T*)from + ((nint)positions[i] * columns), columns);
                    row.CopyTo(new Span<T>((T*)to + (i * columns), columns));
                }
            });
        }
    }

    /// <summary>Adds row after row of <paramref name="x"/>, in order, to the table's row at each position.</summary>
    /// <param name="columns">The length of a row.</param>
    /// <param name="x">The rows, one for each position.</param>
    /// <param name="positions">The table's rows.</param>
    /// <param name="skipped">A position that nothing is added to.</param>
    /// <param name="factors">What each row of the table multiplies the rows added to it by; null for ones.</param>
    /// <param name="table">The sums.</param>
    public static void Add<T>(int columns, ReadOnlySpan<T> x, long[] positions, long skipped, T[]? factors, Span<T> table)
        where T : unmanaged, INumber<T>
    {
        fixed (T* px = x, pt = table)
        {
            AddColumns(columns, px, positions, skipped, factors, pt);
        }
    }

    private static void AddColumns<T>(int columns, T* x, long[] positions, long skipped, T[]? factors, T* table)
        where T : unmanaged, INumber<T> =>
        ColumnRanges.For(1, columns, positions.Length, (_, from, to) =>
        {
            for (nint i = 0; i < positions.Length; i++)
            {
                long position = positions[i];
                if (position != skipped)
                {
                    var sums = new Span<T>(table + ((nint)position * columns) + from, to - from);
                    var row = new ReadOnlySpan<T>(x + (i * columns) + from, to - from);
                    TensorPrimitives.MultiplyAdd(row, factors is null ? T.One : factors[position], sums, sums);
                }
            }
        });
}
