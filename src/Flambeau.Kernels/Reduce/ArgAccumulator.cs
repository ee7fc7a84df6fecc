using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Finds the first largest or smallest element (by the fold); the first NaN wins over all.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TIndex">Positions down columns; see <see cref="ColumnPlaces{T, TIndex, TFold}"/>.</typeparam>
/// <typeparam name="TFold">Which of two elements is the better one.</typeparam>
internal readonly unsafe struct ArgAccumulator<T, TIndex, TFold> : IAccumulator<T, Placed<T>, long>
    where T : unmanaged, INumber<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
    where TFold : struct, IFold<T>
{
    public Placed<T> Empty => new() { Value = TFold.Identity, Position = -1 };

    public static void Start(Placed<T>* acc, int columns, Placed<T> empty) =>
        ColumnPlaces<T, TIndex, TFold>.Start(acc, columns);

    public static void Arrange(Placed<T>* acc, int columns) =>
        ColumnPlaces<T, TIndex, TFold>.Arrange(acc, columns);

    public Placed<T> Run(ReadOnlySpan<T> x, int position)
    {
        T best = default(FoldAccumulator<T, TFold>).Run(x, 0);
        return new() { Value = best, Position = position + IndexOf(x, best) };
    }

    public void AddRows(Placed<T>* acc, int columns, T* x, nint rowStride, int rows, int position) =>
        ColumnPlaces<T, TIndex, TFold>.AddRows(acc, columns, x, rowStride, rows, position);

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
