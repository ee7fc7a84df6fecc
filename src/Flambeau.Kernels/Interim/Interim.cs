// Plain loops with the final signatures: whoever lands the real Elementwise/, Reduce/ or Threading/ deletes its part of this file.
#pragma warning disable
using System.Numerics;

namespace Flambeau.Kernels;

internal readonly struct SumReducer<T>;

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
