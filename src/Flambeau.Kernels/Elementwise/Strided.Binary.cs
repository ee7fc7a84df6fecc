using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

internal static unsafe partial class Strided
{
    /// <summary>Applies a two-operand kernel to every pair of elements: <c>d = op(x, y)</c>.</summary>
    public static void Binary<TIn, TOut, TOp>(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<TIn> x,
        ReadOnlySpan<int> xStrides,
        ReadOnlySpan<TIn> y,
        ReadOnlySpan<int> yStrides,
        TOp op,
        Span<TOut> d,
        ReadOnlySpan<int> dStrides)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IBinaryKernel<TIn, TOut>
    {
        StridedPlan plan = StridedPlan.Create(sizes, dStrides, xStrides, yStrides);
        if (plan.Total == 0)
        {
            return;
        }

        fixed (TIn* px = x, py = y)
        fixed (TOut* pd = d)
        {
            if (plan.Total < SmallTotal)
            {
                BinaryRange(in plan, px, py, op, pd, 0, plan.Total);
            }
            else
            {
                BinaryParallel(plan, px, py, op, pd);
            }
        }
    }

    private static void BinaryParallel<TIn, TOut, TOp>(StridedPlan plan, TIn* x, TIn* y, TOp op, TOut* d)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IBinaryKernel<TIn, TOut> =>
        ForBlocks(plan.Total, (from, to) => BinaryRange(in plan, x, y, op, d, from, to));

    [SkipLocalsInit]
    private static void BinaryRange<TIn, TOut, TOp>(
        in StridedPlan plan, TIn* x, TIn* y, TOp op, TOut* d, int from, int to)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IBinaryKernel<TIn, TOut>
    {
        int xInner = plan.InnerStride(1);
        int yInner = plan.InnerStride(2);
        bool runs = plan.InnerStride(0) == 1 && (uint)xInner <= 1 && (uint)yInner <= 1 && xInner + yInner > 0;
        if (runs && plan.Rank == 1)
        {
            BinaryRun(x + (nint)from * xInner, xInner, y + (nint)from * yInner, yInner, op, d + from, to - from);
        }
        else if (runs && plan.Inner >= ShortRun)
        {
            BinaryRuns(in plan, x, y, op, d, from, to);
        }
        else
        {
            TIn* xBuffer = stackalloc TIn[Chunk];
            TIn* yBuffer = stackalloc TIn[Chunk];
            TOut* dBuffer = stackalloc TOut[Chunk];
            var first = new Operand<TIn>(in plan, 1, x, xBuffer, from);
            var second = new Operand<TIn>(in plan, 2, y, yBuffer, from);
            var target = new Target<TOut>(in plan, d, dBuffer, from);
            for (int at = from; at < to; at += Chunk)
            {
                int count = Math.Min(Chunk, to - at);
                op.Invoke(first.Next(count), second.Next(count), target.Next(count));
                target.Store();
            }
        }
    }

    private static void BinaryRuns<TIn, TOut, TOp>(
        in StridedPlan plan, TIn* x, TIn* y, TOp op, TOut* d, int from, int to)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IBinaryKernel<TIn, TOut>
    {
        int xInner = plan.InnerStride(1);
        int yInner = plan.InnerStride(2);
        var xWalk = new StridedWalker(in plan, 1, from);
        var yWalk = new StridedWalker(in plan, 2, from);
        var dWalk = new StridedWalker(in plan, 0, from);
        for (int at = from; at < to;)
        {
            int run = RunLength(dWalk.Left, at, to);
            BinaryRun(x + xWalk.Offset, xInner, y + yWalk.Offset, yInner, op, d + dWalk.Offset, run);
            xWalk.Advance(run);
            yWalk.Advance(run);
            dWalk.Advance(run);
            at += run;
        }
    }

    private static void BinaryRun<TIn, TOut, TOp>(
        TIn* x, int xStride, TIn* y, int yStride, TOp op, TOut* d, int count)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IBinaryKernel<TIn, TOut>
    {
        var to = new Span<TOut>(d, count);
        if (xStride == 0)
        {
            op.Invoke(*x, new ReadOnlySpan<TIn>(y, count), to);
        }
        else if (yStride == 0)
        {
            op.Invoke(new ReadOnlySpan<TIn>(x, count), *y, to);
        }
        else
        {
            op.Invoke(new ReadOnlySpan<TIn>(x, count), new ReadOnlySpan<TIn>(y, count), to);
        }
    }
}
