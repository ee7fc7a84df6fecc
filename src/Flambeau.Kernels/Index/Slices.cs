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
    /// <param name="sizes">The shape of a slice; empty for single elements.</param>
    /// <param name="xOffsets">The first element of each slice in <paramref name="x"/>.</param>
    /// <param name="x">The source.</param>
    /// <param name="xStrides">The strides of a slice in the source.</param>
    /// <param name="yOffsets">The first element of each slice in <paramref name="y"/>.</param>
    /// <param name="y">The destination.</param>
    /// <param name="yStrides">The strides of a slice in the destination.</param>
    /// <param name="order">Which slices may meet in one place; any, at any positions, when null, and one thread adds all.</param>
    public static void Add<T>(
        ReadOnlySpan<int> sizes, int[] xOffsets, ReadOnlySpan<T> x, ReadOnlySpan<int> xStrides,
        int[] yOffsets, Span<T> y, ReadOnlySpan<int> yStrides, SliceOrder? order = null)
        where T : unmanaged, INumber<T>
    {
        var plan = StridedPlan.Create(sizes, yStrides, xStrides);
        fixed (T* px = x, py = y)
        {
            if (order is { } known)
            {
                AddGroups(plan, known, xOffsets, px, yOffsets, py);
            }
            else
            {
                AddRange(in plan, xOffsets, px, yOffsets, py, 0, xOffsets.Length);
            }
        }
    }

    // The elements of a run's slices are a row, in which no two meet.
    private static void AddGroups<T>(StridedPlan plan, SliceOrder order, int[] xOffsets, T* x, int[] yOffsets, T* y)
        where T : unmanaged, INumber<T>
    {
        int run = order.Neighbours, columns = run * plan.Total, slices = xOffsets.Length / Math.Max(1, order.Groups);
        ColumnRanges.For(order.Groups, columns, slices / Math.Max(1, run), (group, from, to) =>
        {
            int first = group * slices, last = first + slices;
            if (to - from == columns)
            {
                AddRange(in plan, xOffsets, x, yOffsets, y, first, last);
                return;
            }

            for (; first < last; first += run)
            {
                AddColumns(in plan, xOffsets, x, yOffsets, y, first, from, to);
            }
        });
    }

    private static void AddRange<T>(in StridedPlan plan, int[] xOffsets, T* x, int[] yOffsets, T* y, int first, int last)
        where T : unmanaged, INumber<T>
    {
        if (plan.Total == 1)
        {
            for (int i = first; i < last; i++)
            {
                y[yOffsets[i]] += x[xOffsets[i]];
            }

            return;
        }

        for (int i = first; i < last; i++)
        {
            AddSlice(in plan, x + xOffsets[i], y + yOffsets[i], 0, plan.Total);
        }
    }

    // The part of a run of slices, from slice first on, that lies between two columns.
    private static void AddColumns<T>(
        in StridedPlan plan, int[] xOffsets, T* x, int[] yOffsets, T* y, int first, int from, int to)
        where T : unmanaged, INumber<T>
    {
        if (plan.Total == 1)
        {
            AddRange(in plan, xOffsets, x, yOffsets, y, first + from, first + to);
            return;
        }

        while (from < to)
        {
            (int slice, int start) = Math.DivRem(from, plan.Total);
            int end = Math.Min(plan.Total, start + to - from);
            AddSlice(in plan, x + xOffsets[first + slice], y + yOffsets[first + slice], start, end);
            from += end - start;
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

    private static void AddSlice<T>(in StridedPlan plan, T* x, T* y, int first, int last)
        where T : unmanaged, INumber<T>
    {
        int inner = plan.Inner;
        var (xStep, yStep) = ((nint)plan.InnerStride(1), (nint)plan.InnerStride(0));
        for (int at = first, next; at < last; at = next)
        {
            next = Math.Min(last, at - (at % inner) + inner);
            T* from = x + plan.OffsetOf(1, at);
            T* to = y + plan.OffsetOf(0, at);
            if (xStep == 1 && yStep == 1)
            {
                var sum = new Span<T>(to, next - at);
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(from, next - at), sum);
                continue;
            }

            for (nint i = 0; i < next - at; i++)
            {
                to[i * yStep] += from[i * xStep];
            }
        }
    }
}
