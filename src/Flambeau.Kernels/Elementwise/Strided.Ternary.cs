using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

internal static unsafe partial class Strided
{
    /// <summary>Applies a three-operand kernel to every triple of elements: <c>d = op(x, y, z)</c>.</summary>
    public static void Ternary<T1, T2, T3, TOut, TOp>(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<T1> x,
        ReadOnlySpan<int> xStrides,
        ReadOnlySpan<T2> y,
        ReadOnlySpan<int> yStrides,
        ReadOnlySpan<T3> z,
        ReadOnlySpan<int> zStrides,
        TOp op,
        Span<TOut> d,
        ReadOnlySpan<int> dStrides)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where TOut : unmanaged
        where TOp : struct, ITernaryKernel<T1, T2, T3, TOut>
    {
        StridedPlan plan = StridedPlan.Create(sizes, dStrides, xStrides, yStrides, zStrides);
        if (plan.Total == 0)
        {
            return;
        }

        fixed (T1* px = x)
        fixed (T2* py = y)
        fixed (T3* pz = z)
        fixed (TOut* pd = d)
        {
            if (plan.Total < SmallTotal)
            {
                TernaryRange(in plan, px, py, pz, op, pd, 0, plan.Total);
            }
            else
            {
                TernaryParallel(plan, px, py, pz, op, pd);
            }
        }
    }

    private static void TernaryParallel<T1, T2, T3, TOut, TOp>(
        StridedPlan plan, T1* x, T2* y, T3* z, TOp op, TOut* d)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where TOut : unmanaged
        where TOp : struct, ITernaryKernel<T1, T2, T3, TOut> =>
        ForBlocks(plan.Total, (from, to) => TernaryRange(in plan, x, y, z, op, d, from, to));

    [SkipLocalsInit]
    private static void TernaryRange<T1, T2, T3, TOut, TOp>(
        in StridedPlan plan, T1* x, T2* y, T3* z, TOp op, TOut* d, int from, int to)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where TOut : unmanaged
        where TOp : struct, ITernaryKernel<T1, T2, T3, TOut>
    {
        T1* xBuffer = stackalloc T1[Chunk];
        T2* yBuffer = stackalloc T2[Chunk];
        T3* zBuffer = stackalloc T3[Chunk];
        TOut* dBuffer = stackalloc TOut[Chunk];
        var first = new Operand<T1>(in plan, 1, x, xBuffer, from);
        var second = new Operand<T2>(in plan, 2, y, yBuffer, from);
        var third = new Operand<T3>(in plan, 3, z, zBuffer, from);
        var target = new Target<TOut>(in plan, d, dBuffer, from);
        for (int at = from; at < to; at += Chunk)
        {
            int count = Math.Min(Chunk, to - at);
            op.Invoke(first.Next(count), second.Next(count), third.Next(count), target.Next(count));
            target.Store();
        }

        if (op.Streams)
        {
            Streaming.Fence();
        }
    }
}
