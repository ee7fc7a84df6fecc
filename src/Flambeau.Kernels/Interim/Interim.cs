// Plain loops with the final signatures: whoever lands the real Elementwise/, Reduce/ or Threading/ deletes its part of this file.
#pragma warning disable
using System.Numerics;

namespace Flambeau.Kernels;

internal interface IUnaryKernel<TIn, TOut> { void Invoke(ReadOnlySpan<TIn> x, Span<TOut> y); }

internal interface IBinaryKernel<TIn, TOut>
{
    void Invoke(ReadOnlySpan<TIn> x, ReadOnlySpan<TIn> y, Span<TOut> d);
    void Invoke(ReadOnlySpan<TIn> x, TIn y, Span<TOut> d);
    void Invoke(TIn x, ReadOnlySpan<TIn> y, Span<TOut> d);
}

internal readonly struct ConvertKernel<TIn, TOut> : IUnaryKernel<TIn, TOut>
{
    public void Invoke(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        for (int i = 0; i < x.Length; i++) { y[i] = (TOut)Convert.ChangeType((object)x[i]!, typeof(TOut)); }
    }
}

internal readonly struct SumReducer<T>;

internal static class Strided
{
    private static IEnumerable<(int, int, int)> Walk(int[] sizes, int[] a, int[] b, int[] c)
    {
        int total = sizes.Aggregate(1, (x, y) => x * y);
        int[] index = new int[sizes.Length];
        for (int t = 0; t < total; t++)
        {
            int i = 0, j = 0, k = 0;
            for (int d = 0; d < index.Length; d++) { i += index[d] * a[d]; j += index[d] * b[d]; k += index[d] * c[d]; }
            yield return (i, j, k);
            for (int d = index.Length - 1; d >= 0 && ++index[d] == sizes[d]; d--) { index[d] = 0; }
        }
    }

    public static void Unary<TIn, TOut, TOp>(ReadOnlySpan<int> sizes, ReadOnlySpan<TIn> x, ReadOnlySpan<int> xStrides, TOp op, Span<TOut> y, ReadOnlySpan<int> yStrides)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryKernel<TIn, TOut>
    {
        foreach (var (i, j, _) in Walk(sizes.ToArray(), xStrides.ToArray(), yStrides.ToArray(), new int[sizes.Length])) { op.Invoke(x.Slice(i, 1), y.Slice(j, 1)); }
    }

    public static void Binary<TIn, TOut, TOp>(ReadOnlySpan<int> sizes, ReadOnlySpan<TIn> x, ReadOnlySpan<int> xStrides, ReadOnlySpan<TIn> y, ReadOnlySpan<int> yStrides, TOp op, Span<TOut> d, ReadOnlySpan<int> dStrides)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IBinaryKernel<TIn, TOut>
    {
        foreach (var (i, j, k) in Walk(sizes.ToArray(), xStrides.ToArray(), yStrides.ToArray(), dStrides.ToArray())) { op.Invoke(x.Slice(i, 1), y.Slice(j, 1), d.Slice(k, 1)); }
    }

    public static void Copy<T>(ReadOnlySpan<int> sizes, ReadOnlySpan<T> x, ReadOnlySpan<int> xStrides, Span<T> y, ReadOnlySpan<int> yStrides) where T : unmanaged
    {
        foreach (var (i, j, _) in Walk(sizes.ToArray(), xStrides.ToArray(), yStrides.ToArray(), new int[sizes.Length])) { y[j] = x[i]; }
    }

    public static void Fill<T>(ReadOnlySpan<int> sizes, T value, Span<T> y, ReadOnlySpan<int> yStrides) where T : unmanaged =>
        Copy<T>(sizes, [value], new int[sizes.Length], y, yStrides);
}

internal static class Reduce
{
    public static void Run<TIn, TOut, TReducer>(ReadOnlySpan<int> sizes, ReadOnlySpan<TIn> x, ReadOnlySpan<int> strides, ReadOnlySpan<bool> reduced, TReducer r, Span<TOut> y)
        where TIn : unmanaged, INumber<TIn> where TOut : unmanaged, INumber<TOut>
    {
        y.Clear();
        int[] index = new int[sizes.Length];
        int total = 1;
        foreach (int size in sizes) { total *= size; }
        for (int t = 0; t < total; t++)
        {
            int at = 0, o = 0;
            for (int d = 0; d < index.Length; d++) { at += index[d] * strides[d]; o = reduced[d] ? o : (o * sizes[d]) + index[d]; }
            y[o] += TOut.CreateTruncating(x[at]);
            for (int d = index.Length - 1; d >= 0 && ++index[d] == sizes[d]; d--) { index[d] = 0; }
        }
    }
}
