using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Running sums and products along the middle dimension of a contiguous [outer, length, inner]; floats are accumulated in
/// double precision. Each line is accumulated in order; threads share out the lines.
/// </summary>
internal static unsafe class Cumulative
{
    // Neighbouring lines whose accumulated values stay in the first-level cache beside what they are made of.
    private const int Chunk = 1024;

    /// <summary>Writes for each element the sum of its line up to and including it.</summary>
    public static void Sum<T>(int outer, int length, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            Run<T, double, SumFold<double>>(outer, length, inner, x, y);
        }
        else
        {
            Run<T, T, SumFold<T>>(outer, length, inner, x, y);
        }
    }

    /// <summary>Writes for each element the product of its line up to and including it.</summary>
    public static void Product<T>(int outer, int length, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            Run<T, double, ProductFold<double>>(outer, length, inner, x, y);
        }
        else
        {
            Run<T, T, ProductFold<T>>(outer, length, inner, x, y);
        }
    }

    private static void Run<T, TSum, TFold>(int outer, int length, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        fixed (T* px = x, py = y)
        {
            var (from, to) = ((nint)px, (nint)py);
            if (inner == 1)
            {
                Workers.For(outer, length, (first, last) => Lines<T, TSum, TFold>(length, (T*)from, (T*)to, first, last));
                return;
            }

            ColumnRanges.For(outer, inner, length, (group, first, last) =>
            {
                nint start = (nint)group * length * inner;
                for (; first < last; first += Chunk)
                {
                    nint at = start + first;
                    Columns<T, TSum, TFold>(length, inner, Math.Min(Chunk, last - first), (T*)from + at, (T*)to + at);
                }
            });
        }
    }

    // Four lines at a time hide the latency of an operation that waits for the one before.
    private static void Lines<T, TSum, TFold>(int length, T* x, T* y, int first, int last)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        nint step = length;
        int line = first;
        for (; line <= last - 4; line += 4)
        {
            T* from = x + (line * step), to = y + (line * step);
            TSum a = TFold.Identity, b = a, c = a, d = a;
            for (nint i = 0; i < step; i++)
            {
                to[i] = Next<T, TSum, TFold>(ref a, from[i]);
                to[step + i] = Next<T, TSum, TFold>(ref b, from[step + i]);
                to[(2 * step) + i] = Next<T, TSum, TFold>(ref c, from[(2 * step) + i]);
                to[(3 * step) + i] = Next<T, TSum, TFold>(ref d, from[(3 * step) + i]);
            }
        }

        for (; line < last; line++)
        {
            TSum a = TFold.Identity;
            for (nint i = line * step; i < (line + 1) * step; i++)
            {
                y[i] = Next<T, TSum, TFold>(ref a, x[i]);
            }
        }
    }

    // Neighbouring lines at once, at most as many as a chunk.
    [SkipLocalsInit]
    private static void Columns<T, TSum, TFold>(int length, int inner, int count, T* x, T* y)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        TSum* sums = stackalloc TSum[Chunk];
        new Span<TSum>(sums, count).Fill(TFold.Identity);
        for (int i = 0; i < length; i++, x += inner, y += inner)
        {
            for (int j = Vectors<T, TSum, TFold>(count, x, sums, y); j < count; j++)
            {
                y[j] = Next<T, TSum, TFold>(ref sums[j], x[j]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Vectors<T, TSum, TFold>(int count, T* x, TSum* sums, T* y)
        where T : unmanaged
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        int j = 0;
        for (; Vector<T>.IsSupported && j <= count - Vector<T>.Count; j += Vector<T>.Count)
        {
            if (typeof(T) == typeof(TSum))
            {
                Accumulate<TSum, TFold>(sums + j, Vector.Load((TSum*)x + j)).Store((TSum*)y + j);
                continue;
            }

            Vector<float> values = Vector.Load((float*)x + j);
            Vector<TSum> low = Accumulate<TSum, TFold>(sums + j, Vector.As<double, TSum>(Vector.WidenLower(values)));
            Vector<TSum> high = Accumulate<TSum, TFold>(
                sums + j + Vector<double>.Count, Vector.As<double, TSum>(Vector.WidenUpper(values)));
            Vector.Narrow(Vector.As<TSum, double>(low), Vector.As<TSum, double>(high)).Store((float*)y + j);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<TSum> Accumulate<TSum, TFold>(TSum* sums, Vector<TSum> values)
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        Vector<TSum> result = TFold.Combine(Vector.Load(sums), values);
        result.Store(sums);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Next<T, TSum, TFold>(ref TSum sum, T value)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
        where TFold : struct, IFold<TSum>
    {
        sum = TFold.Combine(sum, TSum.CreateTruncating(value));
        return T.CreateTruncating(sum);
    }
}
