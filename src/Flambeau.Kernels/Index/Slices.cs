using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>Moves equally shaped slices from chosen places of one strided tensor to chosen places of another.</summary>
internal static unsafe class Slices
{
    /// <summary>Copies slice after slice; where two have one destination, the later one stays.</summary>
    /// <param name="sizes">The shape of a slice; empty for single elements.</param>
    /// <param name="xOffsets">The first element of each slice in <paramref name="x"/>.</param>
    /// <param name="x">The source.</param>
    /// <param name="xStrides">The strides of a slice in the source.</param>
    /// <param name="yOffsets">The first element of each slice in <paramref name="y"/>.</param>
    /// <param name="disjoint">Whether no two destinations overlap, so that threads may share the work.</param>
    /// <param name="y">The destination.</param>
    /// <param name="yStrides">The strides of a slice in the destination.</param>
    public static void Copy<T>(
        ReadOnlySpan<int> sizes, int[] xOffsets, ReadOnlySpan<T> x, ReadOnlySpan<int> xStrides,
        int[] yOffsets, bool disjoint, Span<T> y, ReadOnlySpan<int> yStrides)
        where T : unmanaged
    {
        var plan = StridedPlan.Create(sizes, yStrides, xStrides);
        fixed (T* px = x, py = y)
        {
            if (disjoint)
            {
                var (from, to) = ((nint)px, (nint)py);
                Workers.For(xOffsets.Length, plan.Total, (first, last) => CopyRange(in plan, xOffsets, (T*)from, yOffsets, (T*)to, first, last));
            }
            else
            {
                CopyRange(in plan, xOffsets, px, yOffsets, py, 0, xOffsets.Length);
            }
        }
    }

    /// <summary>Adds slice after slice, in order, to what the destination holds.</summary>
    public static void Add<T>(
        ReadOnlySpan<int> sizes, int[] xOffsets, ReadOnlySpan<T> x, ReadOnlySpan<int> xStrides,
        int[] yOffsets, Span<T> y, ReadOnlySpan<int> yStrides)
        where T : unmanaged, INumber<T>
    {
        var plan = StridedPlan.Create(sizes, yStrides, xStrides);
        fixed (T* px = x, py = y)
        {
            for (int i = 0; i < xOffsets.Length; i++)
            {
                AddSlice(in plan, px + xOffsets[i], py + yOffsets[i]);
            }
        }
    }

    private static void CopyRange<T>(in StridedPlan plan, int[] xOffsets, T* x, int[] yOffsets, T* y, int first, int last)
        where T : unmanaged
    {
        for (int i = first; i < last; i++)
        {
            if (plan.Total == 1)
            {
                y[yOffsets[i]] = x[xOffsets[i]];
            }
            else
            {
                CopySlice(in plan, x + xOffsets[i], y + yOffsets[i]);
            }
        }
    }

    private static void CopySlice<T>(in StridedPlan plan, T* x, T* y)
        where T : unmanaged
    {
        int inner = plan.Inner;
        var (xStep, yStep) = ((nint)plan.InnerStride(1), (nint)plan.InnerStride(0));
        for (int at = 0; at < plan.Total; at += inner)
        {
            T* from = x + plan.OffsetOf(1, at);
            T* to = y + plan.OffsetOf(0, at);
            if (xStep == 1 && yStep == 1)
            {
                new ReadOnlySpan<T>(from, inner).CopyTo(new Span<T>(to, inner));
                continue;
            }

            for (nint i = 0; i < inner; i++)
            {
                to[i * yStep] = from[i * xStep];
            }
        }
    }

    private static void AddSlice<T>(in StridedPlan plan, T* x, T* y)
        where T : unmanaged, INumber<T>
    {
        int inner = plan.Inner;
        var (xStep, yStep) = ((nint)plan.InnerStride(1), (nint)plan.InnerStride(0));
        for (int at = 0; at < plan.Total; at += inner)
        {
            T* from = x + plan.OffsetOf(1, at);
            T* to = y + plan.OffsetOf(0, at);
            if (xStep == 1 && yStep == 1)
            {
                var sum = new Span<T>(to, inner);
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(from, inner), sum);
                continue;
            }

            for (nint i = 0; i < inner; i++)
            {
                to[i * yStep] += from[i * xStep];
            }
        }
    }
}
