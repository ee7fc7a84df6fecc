using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>An element and where it stood; a negative position stands for no element.</summary>
internal struct Placed<T>
{
    public T Value;
    public int Position;
}

/// <summary>Finds the first largest or smallest element (by the fold); the first NaN wins over all.</summary>
internal readonly unsafe struct ArgAccumulator<T, TFold> : IAccumulator<T, Placed<T>, long>
    where T : unmanaged, INumber<T>
    where TFold : struct, IFold<T>
{
    public static bool HasColumns => true;

    public Placed<T> Empty => new() { Value = TFold.Identity, Position = -1 };

    public Placed<T> Run(ReadOnlySpan<T> x, int position)
    {
        T best = default(FoldAccumulator<T, TFold>).Run(x, 0);
        return new() { Value = best, Position = position + IndexOf(x, best) };
    }

    public void AddRows(Placed<T>* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        for (int r = 0; r < rows; r++, x += rowStride)
        {
            for (int j = 0; j < columns; j++)
            {
                if (acc[j].Position < 0 || Beats(x[j], acc[j].Value))
                {
                    acc[j] = new() { Value = x[j], Position = position + r };
                }
            }
        }
    }

    public Placed<T> Combine(Placed<T> earlier, Placed<T> later) =>
        earlier.Position < 0 || (later.Position >= 0 && Beats(later.Value, earlier.Value)) ? later : earlier;

    public long Finish(Placed<T> acc, int count) => acc.Position;

    // Strictly better, so that the earlier of equals stays.
    private static bool Beats(T later, T earlier) =>
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
