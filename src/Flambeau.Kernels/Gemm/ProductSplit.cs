namespace Flambeau.Kernels;

/// <summary>How a product's rows and columns are cut into equal parts for threads.</summary>
/// <remarks>
/// Rows are cut anywhere and columns between vectors, not between tiles: 256 rows are 19 panels of tiles of 14, of which one thread would take 10,
/// a twentieth more than its half.
/// </remarks>
internal readonly struct ProductSplit
{
    // The price of packing one element, in multiplications that the micro-kernel does meanwhile.
    private const double PackingPrice = 24;

    // What a tile does once for all of its rows, and what a tile of one vector takes more than half of one of two.
    private const double RowsOfTile = 1.5;
    private const double ShareOfNarrow = 1.15;

    // Parts that threads could take from each other.
    private const int MostPerThread = 4;

    private readonly int _m;
    private readonly int _n;
    private readonly int _unit;
    private readonly int _rowParts;
    private readonly int _columnParts;

    private ProductSplit(int m, int n, int unit, int rowParts, int columnParts) =>
        (_m, _n, _unit, _rowParts, _columnParts) = (m, n, unit, rowParts, columnParts);

    /// <summary>The number of parts.</summary>
    public int Count => _rowParts * _columnParts;

    /// <summary>The cut whose busiest thread has the least to do.</summary>
    /// <param name="m">Rows of the result.</param>
    /// <param name="n">Its columns.</param>
    /// <param name="rows">Rows of one tile.</param>
    /// <param name="columns">Columns of one tile, two vectors.</param>
    /// <param name="isPacked">Whether columns lie packed for tiles of two vectors.</param>
    /// <param name="threads">The threads to keep busy.</param>
    public static ProductSplit Best(int m, int n, int rows, int columns, bool isPacked, int threads)
    {
        var best = new ProductSplit(m, n, columns, 1, 1);
        if (threads == 1)
        {
            return best;
        }

        double least = double.MaxValue;
        int most = MostPerThread * threads, mostRowParts = Math.Min(Blocking.Panels(m, rows), most);
        for (int unit = columns; unit >= (isPacked ? columns : columns / 2); unit /= 2)
        {
            for (int rowParts = 1; rowParts <= mostRowParts; rowParts++)
            {
                int mostColumnParts = Math.Min(Blocking.Panels(n, columns), most / rowParts);
                for (int columnParts = 1; columnParts <= mostColumnParts; columnParts++)
                {
                    var split = new ProductSplit(m, n, unit, rowParts, columnParts);
                    double cost = Blocking.Panels(split.Count, threads) * split.Cost(rows, columns);
                    (best, least) = cost < least ? (split, cost) : (best, least);
                }
            }
        }

        return best;
    }

    /// <summary>The rows of a part.</summary>
    public (int From, int To) Rows(int part)
    {
        int index = part % _rowParts;
        return (Blocking.Part(_m, _rowParts, index), Blocking.Part(_m, _rowParts, index + 1));
    }

    /// <summary>The columns of a part.</summary>
    public (int From, int To) Columns(int part)
    {
        int index = part / _rowParts, units = Blocking.Panels(_n, _unit);
        return (Blocking.Part(units, _columnParts, index) * _unit, Math.Min(_n, Blocking.Part(units, _columnParts, index + 1) * _unit));
    }

    /// <summary>What the largest part takes, in multiplications.</summary>
    private double Cost(int rows, int columns)
    {
        int height = Blocking.Panels(_m, _rowParts), units = Blocking.Panels(_n, _unit);
        double width = columns * Tiles(Math.Min(_n, Blocking.Panels(units, _columnParts) * _unit), columns);
        return ((height + (RowsOfTile * Blocking.Panels(height, rows))) * width) + (PackingPrice * (height + width));
    }

    // Of two vectors.
    private static double Tiles(int width, int columns)
    {
        int rest = width % columns;
        return (width / columns) + (rest == 0 ? 0 : rest > columns / 2 ? 1 : ShareOfNarrow / 2);
    }
}
