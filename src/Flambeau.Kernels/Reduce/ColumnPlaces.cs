using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The first largest or smallest elements of columns, found down a few rows at a time.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TIndex">Positions; where they are as wide as the elements, comparing these selects those.</typeparam>
/// <typeparam name="TFold">Which of two elements is the better one.</typeparam>
/// <remarks>The elements of all columns lie first, their positions in the second half of the memory.</remarks>
internal static unsafe class ColumnPlaces<T, TIndex, TFold>
    where T : unmanaged, INumber<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
    where TFold : struct, IFold<T>
{
    /// <summary>Forgets all elements.</summary>
    public static void Start(Placed<T>* acc, int columns) => *Positions(acc, columns) = -TIndex.One;

    /// <summary>Adds rows, the first of which has the given position.</summary>
    public static void AddRows(Placed<T>* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        T* best = (T*)acc;
        TIndex* places = Positions(acc, columns);
        if (TIndex.IsNegative(*places))
        {
            new ReadOnlySpan<T>(x, columns).CopyTo(new(best, columns));
            new Span<TIndex>(places, columns).Fill(TIndex.CreateTruncating(position));
            x += rowStride;
            rows--;
            position++;
        }

        if (sizeof(T) == sizeof(TIndex) && columns >= Vector<T>.Count)
        {
            Vectors(best, places, columns, x, rowStride, rows, position);
            return;
        }

        for (int j = 0; j < columns; j++)
        {
            T* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                if (ArgAccumulator<T, TIndex, TFold>.Beats(*row, best[j]))
                {
                    (best[j], places[j]) = (*row, TIndex.CreateTruncating(position + r));
                }
            }
        }
    }

    /// <summary>Puts each column's element and position together.</summary>
    [SkipLocalsInit]
    public static void Arrange(Placed<T>* acc, int columns)
    {
        Placed<T>* parts = stackalloc Placed<T>[columns];
        new ReadOnlySpan<Placed<T>>(acc, columns).CopyTo(new(parts, columns));
        T* best = (T*)parts;
        TIndex* places = Positions(parts, columns);
        for (int j = 0; j < columns; j++)
        {
            acc[j] = new() { Value = best[j], Position = int.CreateTruncating(places[j]) };
        }
    }

    private static TIndex* Positions(Placed<T>* acc, int columns) => (TIndex*)acc + columns;

    // The last vector begins where it ends with the columns: elements that are met again do not beat themselves.
    private static void Vectors(T* best, TIndex* places, int columns, T* x, nint rowStride, int rows, int position)
    {
        for (int next = 0; next < columns; next += Vector<T>.Count)
        {
            int j = Math.Min(next, columns - Vector<T>.Count);
            Vector<T> value = Vector.Load(best + j);
            Vector<TIndex> place = Vector.Load(places + j);
            T* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                // As ArgAccumulator.Beats: what is there is a number, and joining both does not give it again.
                Vector<T> later = Vector.Load(row);
                Vector<T> stays = Vector.Equals(TFold.Combine(value, later), value);
                Vector<T> beats = Vector.AndNot(Vector.Equals(value, value), stays);
                value = Vector.ConditionalSelect(beats, later, value);
                var here = new Vector<TIndex>(TIndex.CreateTruncating(position + r));
                place = Vector.ConditionalSelect(beats.As<T, TIndex>(), here, place);
            }

            value.Store(best + j);
            place.Store(places + j);
        }
    }
}
