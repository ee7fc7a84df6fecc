namespace Flambeau.Kernels;

internal static unsafe partial class Strided
{
    // A tile of a transposition: its source and destination lines fit the first-level cache together.
    private const int Tile = 64;

    /// <summary>Copies a tensor of any strides to any strides: contiguous(), NCHW to NHWC and back.</summary>
    public static void Copy<T>(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<T> x,
        ReadOnlySpan<int> xStrides,
        Span<T> y,
        ReadOnlySpan<int> yStrides)
        where T : unmanaged
    {
        StridedPlan plan = StridedPlan.Create(sizes, yStrides, xStrides);
        int unit = UnitDimension(in plan);
        if (plan.Total == 0 || unit < 0)
        {
            Unary(sizes, x, xStrides, default(CopyKernel<T>), y, yStrides);
            return;
        }

        fixed (T* px = x, py = y)
        {
            CopyTransposed(plan, unit, px, py);
        }
    }

    /// <summary>Sets every element of a strided destination to one value.</summary>
    public static void Fill<T>(ReadOnlySpan<int> sizes, T value, Span<T> y, ReadOnlySpan<int> yStrides)
        where T : unmanaged
    {
        Span<int> none = stackalloc int[sizes.Length];
        none.Clear();
        Unary(sizes, new ReadOnlySpan<T>(in value), none, new FillKernel<T>(value), y, yStrides);
    }

    // The loop in which the source is contiguous while the destination is contiguous in the innermost one;
    // -1 when the copy is no transposition.
    private static int UnitDimension(in StridedPlan plan)
    {
        if (plan.InnerStride(0) != 1 || plan.InnerStride(1) <= 1)
        {
            return -1;
        }

        for (int d = plan.Rank - 2; d >= 0; d--)
        {
            if (plan.Stride(1, d) == 1)
            {
                return d;
            }
        }

        return -1;
    }

    private static void CopyTransposed<T>(StridedPlan plan, int unit, T* x, T* y)
        where T : unmanaged
    {
        int rows = plan.Size(unit);
        int columns = plan.Inner;
        int xStride = plan.InnerStride(1);
        int yStride = plan.Stride(0, unit);
        int rowTiles = (rows + Tile - 1) / Tile;
        int columnTiles = (columns + Tile - 1) / Tile;
        int tiles = rowTiles * columnTiles;
        int planes = plan.Total / rows / columns;
        long cost = (long)Math.Min(rows, Tile) * Math.Min(columns, Tile);
        Workers.For(planes * tiles, cost, (from, to) =>
        {
            for (int item = from; item < to; item++)
            {
                (int plane, int tile) = Math.DivRem(item, tiles);
                (int rowTile, int columnTile) = Math.DivRem(tile, columnTiles);
                (int xOffset, int yOffset) = PlaneOffsets(in plan, unit, plane);
                int row = rowTile * Tile;
                int column = columnTile * Tile;
                Transpose.Copy(
                    Math.Min(Tile, rows - row),
                    Math.Min(Tile, columns - column),
                    x + xOffset + row + (nint)column * xStride,
                    xStride,
                    y + yOffset + column + (nint)row * yStride,
                    yStride);
            }
        });
    }

    private static (int X, int Y) PlaneOffsets(in StridedPlan plan, int unit, int plane)
    {
        int xOffset = 0;
        int yOffset = 0;
        for (int d = plan.Rank - 2; d >= 0; d--)
        {
            if (d != unit)
            {
                (plane, int at) = Math.DivRem(plane, plan.Size(d));
                xOffset += at * plan.Stride(1, d);
                yOffset += at * plan.Stride(0, d);
            }
        }

        return (xOffset, yOffset);
    }

    private readonly struct CopyKernel<T> : IUnaryKernel<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);
    }

    private readonly struct FillKernel<T>(T value) : IUnaryKernel<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => y.Fill(value);
    }
}
