using System.Numerics;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Folds elements in their own type.</summary>
internal readonly unsafe struct FoldAccumulator<T, TFold> : IAccumulator<T, T, T>
    where T : unmanaged, INumber<T>
    where TFold : struct, IFold<T>
{
    public T Empty => TFold.Identity;

    public T Combine(T earlier, T later) => TFold.Combine(earlier, later);

    public T Finish(T acc, int count) => TFold.Finish(acc, count);

    // Sixteen or more partial results keep the units busy and each sum short.
    public T Run(ReadOnlySpan<T> x, int position)
    {
        int width = Vector<T>.Count;
        T acc = TFold.Identity;
        int i = 0;
        if (x.Length >= 4 * width)
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            Vector<T> a = new(TFold.Identity);
            Vector<T> b = a;
            Vector<T> c = a;
            Vector<T> d = a;
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                a = TFold.Combine(a, TFold.Map(Vector.LoadUnsafe(ref from, (nuint)i)));
                b = TFold.Combine(b, TFold.Map(Vector.LoadUnsafe(ref from, (nuint)(i + width))));
                c = TFold.Combine(c, TFold.Map(Vector.LoadUnsafe(ref from, (nuint)(i + 2 * width))));
                d = TFold.Combine(d, TFold.Map(Vector.LoadUnsafe(ref from, (nuint)(i + 3 * width))));
            }

            acc = Across(TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d)));
        }

        for (; i < x.Length; i++)
        {
            acc = TFold.Combine(acc, TFold.Map(x[i]));
        }

        return acc;
    }

    public void AddRows(T* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        int width = Vector<T>.Count;
        int j = 0;
        for (; j <= columns - 2 * width; j += 2 * width)
        {
            Vector<T> a = Vector.Load(acc + j);
            Vector<T> b = Vector.Load(acc + j + width);
            T* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                a = TFold.Combine(a, TFold.Map(Vector.Load(row)));
                b = TFold.Combine(b, TFold.Map(Vector.Load(row + width)));
            }

            a.Store(acc + j);
            b.Store(acc + j + width);
        }

        for (; j < columns; j++)
        {
            T a = acc[j];
            T* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                a = TFold.Combine(a, TFold.Map(*row));
            }

            acc[j] = a;
        }
    }

    /// <summary>Folds the lanes of one vector.</summary>
    internal static T Across(Vector<T> x)
    {
        T acc = x[0];
        for (int i = 1; i < Vector<T>.Count; i++)
        {
            acc = TFold.Combine(acc, x[i]);
        }

        return acc;
    }
}
