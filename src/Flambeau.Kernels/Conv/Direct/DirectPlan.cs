namespace Flambeau.Kernels;

/// <summary>How the direct path cuts a pass into items of work; results do not depend on it.</summary>
internal readonly record struct DirectPlan
{
    // Half of a typical second-level cache, in bytes: the other half is for weights.
    private const int BandBytes = 256 * 1024;

    /// <summary>The pass, with all pixels of all images in one row where nothing distinguishes them.</summary>
    public ConvPass Pass { get; init; }

    /// <summary>Columns of a tile: width of a weight panel.</summary>
    public int TileColumns { get; init; }

    /// <summary>Whether the source is read where it lies, without a band.</summary>
    public bool InPlace { get; init; }

    /// <summary>Whether targets go past the caches.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether only the largest of each 2 x 2 square of targets is stored: items have whole squares.</summary>
    public bool Pools { get; init; }

    /// <summary>Elements from one source pixel to the next, in the band or in place.</summary>
    public int Pitch { get; init; }

    /// <summary>Target rows of one item.</summary>
    public int Rows { get; init; }

    /// <summary>Target columns of one item.</summary>
    public int Columns { get; init; }

    /// <summary>Panels of one item.</summary>
    public int Panels { get; init; }

    /// <summary>Items along the rows.</summary>
    public int RowItems => (Pass.Height.Count + Rows - 1) / Rows;

    /// <summary>Items along the columns.</summary>
    public int ColumnItems => (Pass.Width.Count + Columns - 1) / Columns;

    /// <summary>Items along the panels of a group.</summary>
    public int PanelItems => (WeightPanels.PerGroup(Pass, TileColumns) + Panels - 1) / Panels;

    /// <summary>All items.</summary>
    public int Items => Pass.N * Pass.Groups * RowItems * ColumnItems * PanelItems;

    /// <summary>Elements of the largest band.</summary>
    public long BandLength => InPlace ? 0 : (long)Pass.Height.Span(Rows) * Pass.Width.Span(Columns) * Pitch;

    /// <summary>Elements of two lines of an item's targets of one panel, where squares are made of them.</summary>
    public long SquaresLength => Pools ? 2L * Columns * TileColumns : 0;

    // an item's rows and, for a given tile, its columns are multiples of these
    private int RowUnit => Pools ? 2 : 1;

    private int ColumnUnit(int tileRows) => tileRows * RowUnit;

    /// <summary>Chooses the items of a pass.</summary>
    public static unsafe DirectPlan For<T>(ConvPass pass, int tileColumns, int tileRows, bool pools = false)
        where T : unmanaged
    {
        pass = pools ? pass : pass.Flatten();
        int pitch = SourceBand.Pitch<T>(pass.In);
        bool inPlace = pitch == pass.SourceC && pass.StaysInside;
        var plan = new DirectPlan
        {
            Pass = pass,
            TileColumns = tileColumns,
            InPlace = inPlace,
            Pools = pools,
            Pitch = inPlace ? pass.SourceC : pitch,
            Rows = pass.Height.Count,
            Columns = pass.Width.Count,
            Panels = WeightPanels.PerGroup(pass, tileColumns),
        };
        while (plan.SourceBytes(sizeof(T)) > BandBytes && (plan.Rows > plan.RowUnit || plan.Columns > 2 * plan.ColumnUnit(tileRows)))
        {
            plan = plan.Halve(tileRows);
        }
        while (plan.Items < 4 * Workers.Count && (plan.Panels > 1 || plan.Rows > plan.RowUnit || plan.Columns > plan.ColumnUnit(tileRows)))
        {
            bool isSmall = plan.Rows * plan.Columns <= 16 * tileRows || (plan.Rows == plan.RowUnit && plan.Columns <= plan.ColumnUnit(tileRows));
            plan = plan.Panels > 1 && isSmall ? plan with { Panels = (plan.Panels + 1) / 2 } : plan.Halve(tileRows);
        }
        return plan;
    }

    private long SourceBytes(int size) => (long)Pass.Height.Span(Rows) * Pass.Width.Span(Columns) * Pitch * size;

    /// <summary>Fewer rows, or in a single row fewer columns, a whole number of tiles.</summary>
    private DirectPlan Halve(int tileRows) => Rows > RowUnit
        ? this with { Rows = Half(Rows, RowUnit) }
        : this with { Columns = Half(Columns, ColumnUnit(tileRows)) };

    private static int Half(int count, int unit) => ((count + 1) / 2 + unit - 1) / unit * unit;
}
