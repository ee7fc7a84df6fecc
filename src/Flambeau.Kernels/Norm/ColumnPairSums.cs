using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>
/// For every column of two contiguous [rows, columns] matrices d and x, the sums of d and of d * x in double precision,
/// in one pass: the moments of x when d is x itself, the sums of a norm's backward when d is the gradient.
/// </summary>
internal static unsafe class ColumnPairSums
{
    private const int BlockElements = 65536;

    // Rows narrower than this are added several at a time, so that sums stay in registers for a while.
    private const int StripElements = 1024;

    /// <summary>
    /// Writes both sums of every column; elements of d count only where an activation of the values <paramref name="passed"/>.
    /// </summary>
    public static void Run<T>(
        int rows,
        int columns,
        ReadOnlySpan<T> d,
        ReadOnlySpan<T> x,
        PassedValues<T> passed,
        Span<double> sumD,
        Span<double> sumDX)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int blockRows = Math.Clamp(BlockElements / Math.Max(columns, 1), 1, 1024);
        int blocks = (rows + blockRows - 1) / blockRows;
        double[] partials = ArrayPool<double>.Shared.Rent(Math.Max(1, blocks) * 2 * columns);
        fixed (T* pd = d, px = x, po = passed.Output, ps = passed.Scale, pt = passed.Shift)
        {
            var mask = new PassedMask<T>(po, ps, pt, passed.Activation);
            Blocks(rows, columns, pd, px, mask, blockRows, blocks, partials);
        }

        Join(partials, blocks, 2 * columns);
        partials.AsSpan(0, columns).CopyTo(sumD);
        partials.AsSpan(columns, columns).CopyTo(sumDX);
        ArrayPool<double>.Shared.Return(partials);
    }

    private static void Blocks<T>(
        int rows, int columns, T* d, T* x, PassedMask<T> mask, int blockRows, int blocks, double[] partials)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (blocks == 0)
        {
            partials.AsSpan(0, 2 * columns).Clear();
            return;
        }

        if (blocks == 1)
        {
            Block(0, rows, columns, d, x, mask, partials.AsSpan(0, 2 * columns));
            return;
        }

        BlocksOnThreads(rows, columns, d, x, mask, blockRows, blocks, partials);
    }

    private static void BlocksOnThreads<T>(
        int rows, int columns, T* d, T* x, PassedMask<T> mask, int blockRows, int blocks, double[] partials)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(blocks, (long)blockRows * columns, (from, to) =>
        {
            for (int b = from; b < to; b++)
            {
                Span<double> sums = partials.AsSpan(b * 2 * columns, 2 * columns);
                Block(b * blockRows, Math.Min((b + 1) * blockRows, rows), columns, d, x, mask, sums);
            }
        });

    private static void Block<T>(int from, int to, int columns, T* d, T* x, PassedMask<T> mask, Span<double> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        sums.Clear();
        bool narrow = columns < ColumnPairStrip.Step;
        int strip = narrow ? to - from : Math.Clamp(StripElements / columns, 1, 128);
        fixed (double* acc = sums)
        {
            for (int row = from; row < to; row += strip)
            {
                nint at = (nint)row * columns;
                int rows = Math.Min(strip, to - row);
                PassedMask<T> m = mask.At(at);
                if (narrow)
                {
                    ColumnPairStrip.AddNarrow(rows, columns, d + at, x + at, m, acc);
                }
                else
                {
                    ColumnPairStrip.Add(rows, columns, d + at, x + at, m, acc);
                }
            }
        }
    }

    /// <summary>Adds the blocks' sums in a tree that depends on their number alone, into the first block.</summary>
    internal static void Join<T>(T[] partials, int blocks, int width)
        where T : unmanaged, INumber<T>
    {
        for (int step = 1; step < blocks; step *= 2)
        {
            for (int b = 0; b + step < blocks; b += 2 * step)
            {
                Span<T> into = partials.AsSpan(b * width, width);
                TensorPrimitives.Add(into, partials.AsSpan((b + step) * width, width), into);
            }
        }
    }
}
