using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Finds the first largest or smallest element (by the fold); the first NaN wins over all.</summary>
internal readonly unsafe struct ArgAccumulator<T, TFold> : IAccumulator<T, Placed<T>, long>
    where T : unmanaged, INumber<T>
    where TFold : struct, IFold<T>
{
    public Placed<T> Empty => new() { Value = TFold.Identity, Position = -1 };

    public static void Start(Placed<T>* acc, int columns, Placed<T> empty)
    {
        if (sizeof(T) == sizeof(long))
        {
            ColumnPlaces<T, long, TFold>.Start(acc, columns);
        }
        else
        {
            ColumnPlaces<T, int, TFold>.Start(acc, columns);
        }
    }

    public static void Arrange(Placed<T>* acc, int columns)
    {
        if (sizeof(T) == sizeof(long))
        {
            ColumnPlaces<T, long, TFold>.Arrange(acc, columns);
        }
        else
        {
            ColumnPlaces<T, int, TFold>.Arrange(acc, columns);
        }
    }

    public Placed<T> Run(ReadOnlySpan<T> x, int position)
    {
        T best = default(FoldAccumulator<T, TFold>).Run(x, 0);
        return new() { Value = best, Position = position + IndexOf(x, best) };
    }

    public void AddRows(Placed<T>* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        if (sizeof(T) == sizeof(long))
        {
            ColumnPlaces<T, long, TFold>.AddRows(acc, columns, x, rowStride, rows, position);
        }
        else
        {
            ColumnPlaces<T, int, TFold>.AddRows(acc, columns, x, rowStride, rows, position);
        }
    }

    public Placed<T> Combine(Placed<T> earlier, Placed<T> later) =>
        earlier.Position < 0 || (later.Position >= 0 && Beats(later.Value, earlier.Value)) ? later : earlier;

    public long Finish(Placed<T> acc, int count) => acc.Position;

    /// <summary>Whether the later is strictly better, so that the earlier of equals stays.</summary>
    internal static bool Beats(T later, T earlier) =>
        !T.IsNaN(earlier) && (T.IsNaN(later) || (later != earlier && TFold.Combine(later, earlier) == later));

    private static int IndexOf(ReadOnlySpan<T> x, T value)
    {
        int i = 0;
        if (T.IsNaN(value))
        {
            while (!T.IsNaN(x[i]))
            {
                i++;
            }

            return i;
        }

        var sought = new Vector<T>(value);
        while (i <= x.Length - Vector<T>.Count && !Vector.EqualsAny(new Vector<T>(x[i..]), sought))
        {
            i += Vector<T>.Count;
        }

        while (x[i] != value)
        {
            i++;
        }

        return i;
    }
}
