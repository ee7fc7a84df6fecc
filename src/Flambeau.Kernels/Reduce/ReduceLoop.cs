using System.Buffers;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The loops of every reduction: along rows, down columns, or gathered into rows.</summary>
internal static unsafe class ReduceLoop
{
    // Elements of one output that are reduced before results are joined, and as many rows of a column.
    private const int RowBlock = 65536;
    private const int ColumnBlock = 512;

    // Whole rows where possible: reading parts of rows, a page apart, is far slower.
    private const int ColumnTile = 1024;
    private const int FewColumns = 4;
    private const int Chunk = 512;
    private const int ShortRun = 24;

    // Below this many elements no closure is made and no thread is woken.
    private const int SmallTotal = 32768;

    /// <summary>Runs a reduction with the given accumulator.</summary>
    public static void Run<TIn, TAcc, TOut, TA>(in ReducePlan plan, TIn* x, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        if (plan.Reduced.Total == 0)
        {
            new Span<TOut>(y, plan.Kept.Total).Fill(a.Finish(a.Empty, 0));
        }
        else if (plan.Kept.InnerStride(0) == 1 && plan.Kept.Inner >= FewColumns && plan.Reduced.Total > 1)
        {
            Columns<TIn, TAcc, TOut, TA>(plan, x, y, a);
        }
        else
        {
            int outputs = plan.Kept.Total;
            if (plan.Reduced.Total > RowBlock)
            {
                BlockedRows<TIn, TAcc, TOut, TA>(plan, x, y, a);
            }
            else if ((long)outputs * plan.Reduced.Total < SmallTotal)
            {
                RowRange<TIn, TAcc, TOut, TA>(in plan, x, y, 0, outputs, a);
            }
            else
            {
                Rows<TIn, TAcc, TOut, TA>(plan, x, y, a);
            }
        }
    }

    private static void Rows<TIn, TAcc, TOut, TA>(ReducePlan plan, TIn* x, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut> =>
        Workers.For(
            plan.Kept.Total,
            plan.Reduced.Total,
            (from, to) => RowRange<TIn, TAcc, TOut, TA>(in plan, x, y, from, to, a));

    private static void RowRange<TIn, TAcc, TOut, TA>(in ReducePlan plan, TIn* x, TOut* y, int from, int to, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        int count = plan.Reduced.Total;
        bool plain = plan.Kept.Rank == 1 && plan.Reduced.Rank == 1 && plan.Reduced.InnerStride(0) == 1;
        for (int k = from; k < to; k++)
        {
            if (plain)
            {
                var row = new ReadOnlySpan<TIn>(x + (nint)k * plan.Kept.InnerStride(0), count);
                y[(nint)k * plan.Kept.InnerStride(1)] = a.Finish(a.Run(row, 0), count);
            }
            else
            {
                TAcc acc = Block<TIn, TAcc, TOut, TA>(in plan.Reduced, x + plan.Kept.OffsetOf(0, k), 0, count, a);
                y[plan.Kept.OffsetOf(1, k)] = a.Finish(acc, count);
            }
        }
    }

    private static void BlockedRows<TIn, TAcc, TOut, TA>(ReducePlan plan, TIn* x, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        int outputs = plan.Kept.Total;
        int count = plan.Reduced.Total;
        int blocks = (count - 1) / RowBlock + 1;
        TAcc[] partials = ArrayPool<TAcc>.Shared.Rent(checked(outputs * blocks));
        Workers.For(outputs * blocks, RowBlock, (from, to) =>
        {
            for (int item = from; item < to; item++)
            {
                (int k, int b) = Math.DivRem(item, blocks);
                TIn* start = x + plan.Kept.OffsetOf(0, k);
                int first = b * RowBlock;
                partials[item] = Block<TIn, TAcc, TOut, TA>(
                    in plan.Reduced, start, first, Math.Min(first + RowBlock, count), a);
            }
        });
        for (int k = 0; k < outputs; k++)
        {
            Join<TIn, TAcc, TOut, TA>(partials.AsSpan(k * blocks, blocks), blocks, 1, a);
            y[plan.Kept.OffsetOf(1, k)] = a.Finish(partials[k * blocks], count);
        }

        ArrayPool<TAcc>.Shared.Return(partials);
    }

    // Reduces the elements [from, to) of one output.
    private static TAcc Block<TIn, TAcc, TOut, TA>(in StridedPlan reduced, TIn* x, int from, int to, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        if (reduced.InnerStride(0) != 1 || (reduced.Rank > 1 && reduced.Inner < ShortRun))
        {
            return GatheredBlock<TIn, TAcc, TOut, TA>(in reduced, x, from, to, a);
        }

        if (reduced.Rank == 1)
        {
            return a.Run(new ReadOnlySpan<TIn>(x + from, to - from), from);
        }

        TAcc acc = a.Empty;
        var walk = new StridedWalker(in reduced, 0, from);
        for (int at = from; at < to;)
        {
            int run = Math.Min(walk.Left, to - at);
            acc = a.Combine(acc, a.Run(new ReadOnlySpan<TIn>(x + walk.Offset, run), at));
            walk.Advance(run);
            at += run;
        }

        return acc;
    }

    [SkipLocalsInit]
    private static TAcc GatheredBlock<TIn, TAcc, TOut, TA>(in StridedPlan reduced, TIn* x, int from, int to, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        TIn* buffer = stackalloc TIn[Chunk];
        TAcc acc = a.Empty;
        var walk = new StridedWalker(in reduced, 0, from);
        for (int at = from; at < to; at += Chunk)
        {
            var part = new Span<TIn>(buffer, Math.Min(Chunk, to - at));
            walk.Gather(x, part);
            acc = a.Combine(acc, a.Run(part, at));
        }

        return acc;
    }

    private static void Columns<TIn, TAcc, TOut, TA>(ReducePlan plan, TIn* x, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        int count = plan.Reduced.Total;
        int width = plan.Kept.Inner;
        int tile = Math.Min(width, ColumnTile);
        int tiles = (width - 1) / tile + 1;
        int blocks = (count - 1) / ColumnBlock + 1;
        int groups = plan.Kept.Total / width * tiles;
        TAcc[] partials = blocks == 1 ? [] : ArrayPool<TAcc>.Shared.Rent(checked(groups * blocks * tile));
        Workers.For(groups * blocks, (long)tile * Math.Min(count, ColumnBlock), (from, to) =>
        {
            TAcc* acc = stackalloc TAcc[ColumnTile];
            for (int item = from; item < to; item++)
            {
                (int group, int b) = Math.DivRem(item, blocks);
                int first = Math.DivRem(group, tiles, out int t) * width + t * tile;
                int columns = Math.Min(tile, width - t * tile);
                TIn* start = x + plan.Kept.OffsetOf(0, first);
                ColumnRows<TIn, TAcc, TOut, TA>(in plan.Reduced, start, b * ColumnBlock, acc, columns, a);
                if (blocks == 1)
                {
                    Store<TIn, TAcc, TOut, TA>(in plan, acc, first, columns, y, a);
                }
                else
                {
                    new ReadOnlySpan<TAcc>(acc, columns).CopyTo(partials.AsSpan(item * tile));
                }
            }
        });
        if (blocks > 1)
        {
            JoinColumns<TIn, TAcc, TOut, TA>(plan, partials, groups, blocks, y, a);
            ArrayPool<TAcc>.Shared.Return(partials);
        }
    }

    private static void ColumnRows<TIn, TAcc, TOut, TA>(
        in StridedPlan reduced, TIn* x, int from, TAcc* acc, int columns, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        TA.Start(acc, columns, a.Empty);
        int to = Math.Min(from + ColumnBlock, reduced.Total);

        // Few rows at a time keep the reads one stream; narrow rows need several to be worth a call.
        int rowsAtOnce = Math.Clamp(TA.TileElements / columns, 1, 128);
        var walk = new StridedWalker(in reduced, 0, from);
        for (int at = from; at < to;)
        {
            int run = Math.Min(Math.Min(walk.Left, to - at), rowsAtOnce);
            nint stride = reduced.InnerStride(0);
            for (int r = run; r < 2 * run; r++)
            {
                Prefetch.Read(x + walk.Offset + r * stride, columns);
            }

            a.AddRows(acc, columns, x + walk.Offset, stride, run, at);
            walk.Advance(run);
            at += run;
        }

        TA.Arrange(acc, columns);
    }

    private static void JoinColumns<TIn, TAcc, TOut, TA>(
        ReducePlan plan, TAcc[] partials, int groups, int blocks, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        int width = plan.Kept.Inner;
        int tile = Math.Min(width, ColumnTile);
        int tiles = (width - 1) / tile + 1;
        Workers.For(groups, (long)blocks * tile, (from, to) =>
        {
            for (int group = from; group < to; group++)
            {
                int first = Math.DivRem(group, tiles, out int t) * width + t * tile;
                int columns = Math.Min(tile, width - t * tile);
                Span<TAcc> part = partials.AsSpan(group * blocks * tile, blocks * tile);
                Join<TIn, TAcc, TOut, TA>(part, blocks, tile, a, columns);
                fixed (TAcc* acc = part)
                {
                    Store<TIn, TAcc, TOut, TA>(in plan, acc, first, columns, y, a);
                }
            }
        });
    }

    private static void Store<TIn, TAcc, TOut, TA>(in ReducePlan plan, TAcc* acc, int first, int columns, TOut* y, TA a)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        TOut* to = y + plan.Kept.OffsetOf(1, first);
        nint stride = plan.Kept.InnerStride(1);
        for (int i = 0; i < columns; i++)
        {
            to[i * stride] = a.Finish(acc[i], plan.Reduced.Total);
        }
    }

    // Joins neighbours, then neighbours of neighbours, into the first block: a tree that depends on sizes alone.
    private static void Join<TIn, TAcc, TOut, TA>(Span<TAcc> partials, int blocks, int stride, TA a, int columns = 1)
        where TIn : unmanaged
        where TAcc : unmanaged
        where TOut : unmanaged
        where TA : struct, IAccumulator<TIn, TAcc, TOut>
    {
        for (int step = 1; step < blocks; step *= 2)
        {
            for (int b = 0; b + step < blocks; b += 2 * step)
            {
                Span<TAcc> into = partials.Slice(b * stride, columns);
                ReadOnlySpan<TAcc> from = partials.Slice((b + step) * stride, columns);
                for (int i = 0; i < columns; i++)
                {
                    into[i] = a.Combine(into[i], from[i]);
                }
            }
        }
    }
}
