using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Folds floats in double precision, so that the result is the exact one rounded but for rare ties.</summary>
internal readonly unsafe struct WideFoldAccumulator<TFold> : IAccumulator<float, double, float>
    where TFold : struct, IFold<double>
{
    public double Empty => TFold.Identity;

    public double Combine(double earlier, double later) => TFold.Combine(earlier, later);

    public float Finish(double acc, int count) => (float)TFold.Finish(acc, count);

    public double Run(ReadOnlySpan<float> x, int position)
    {
        if (typeof(TFold) == typeof(SumFold<double>) || typeof(TFold) == typeof(MeanFold<double>))
        {
            fixed (float* source = x)
            {
                return RowSums.Sum(x.Length, source);
            }
        }

        int width = Vector<float>.Count;
        double acc = TFold.Identity;
        int i = 0;
        if (x.Length >= 2 * width)
        {
            ref float from = ref MemoryMarshal.GetReference(x);
            Vector<double> a = new(TFold.Identity);
            Vector<double> b = a;
            Vector<double> c = a;
            Vector<double> d = a;
            for (; i <= x.Length - 2 * width; i += 2 * width)
            {
                Vector<float> first = Vector.LoadUnsafe(ref from, (nuint)i);
                Vector<float> second = Vector.LoadUnsafe(ref from, (nuint)(i + width));
                a = Low(a, first);
                b = High(b, first);
                c = Low(c, second);
                d = High(d, second);
            }

            acc = FoldAccumulator<double, TFold>.Across(TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d)));
        }

        for (; i < x.Length; i++)
        {
            acc = TFold.Combine(acc, TFold.Map((double)x[i]));
        }

        return acc;
    }

    public void AddRows(double* acc, int columns, float* x, nint rowStride, int rows, int position)
    {
        int width = Vector<float>.Count;
        int half = Vector<double>.Count;
        int j = 0;
        for (; j <= columns - 4 * width; j += 4 * width)
        {
            AddFour(acc + j, x + j, rowStride, rows);
        }

        for (; j <= columns - width; j += width)
        {
            Vector<double> a = Vector.Load(acc + j);
            Vector<double> b = Vector.Load(acc + j + half);
            float* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                a = Low(a, Vector.Load(row));
                b = High(b, Vector.Load(row));
            }

            a.Store(acc + j);
            b.Store(acc + j + half);
        }

        for (; j < columns; j++)
        {
            double a = acc[j];
            float* row = x + j;
            for (int r = 0; r < rows; r++, row += rowStride)
            {
                a = TFold.Combine(a, TFold.Map((double)*row));
            }

            acc[j] = a;
        }
    }

    // Eight sums in registers hide the latency of an addition.
    private static void AddFour(double* acc, float* row, nint rowStride, int rows)
    {
        int width = Vector<float>.Count;
        int half = Vector<double>.Count;
        Vector<double> a = Vector.Load(acc);
        Vector<double> b = Vector.Load(acc + half);
        Vector<double> c = Vector.Load(acc + 2 * half);
        Vector<double> d = Vector.Load(acc + 3 * half);
        Vector<double> e = Vector.Load(acc + 4 * half);
        Vector<double> f = Vector.Load(acc + 5 * half);
        Vector<double> g = Vector.Load(acc + 6 * half);
        Vector<double> h = Vector.Load(acc + 7 * half);
        for (int r = 0; r < rows; r++, row += rowStride)
        {
            Vector<float> x = Vector.Load(row);
            a = Low(a, x);
            b = High(b, x);
            x = Vector.Load(row + width);
            c = Low(c, x);
            d = High(d, x);
            x = Vector.Load(row + 2 * width);
            e = Low(e, x);
            f = High(f, x);
            x = Vector.Load(row + 3 * width);
            g = Low(g, x);
            h = High(h, x);
        }

        a.Store(acc);
        b.Store(acc + half);
        c.Store(acc + 2 * half);
        d.Store(acc + 3 * half);
        e.Store(acc + 4 * half);
        f.Store(acc + 5 * half);
        g.Store(acc + 6 * half);
        h.Store(acc + 7 * half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Low(Vector<double> acc, Vector<float> x) =>
        TFold.Combine(acc, TFold.Map(Vector.WidenLower(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> High(Vector<double> acc, Vector<float> x) =>
        TFold.Combine(acc, TFold.Map(Vector.WidenUpper(x)));
}
