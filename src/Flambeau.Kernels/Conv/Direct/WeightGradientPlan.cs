namespace Flambeau.Kernels;

/// <summary>
/// How the direct gradient of a weight is cut into items of work; only <see cref="Blocks"/> and <see cref="Partials"/>
/// matter to the results.
/// </summary>
internal readonly record struct WeightGradientPlan
{
    // Panels of one item share a copy of the source, and read dy in long pieces.
    private const int MostPanels = 8;

    // Elements of all partial sums: adding them up must stay cheap.
    private const long PartialLength = 1 << 20;
    private const int MostPartials = 16;

    // Gradients of one panel lie this far apart, in bytes, and are still read in place: farther apart, each pixel is in
    // a page of its own.
    private const int MostInPlace = 2048;

    /// <summary>The forward pass, flattened where it can be.</summary>
    public ConvPass Pass { get; private init; }

    /// <summary>The order of summation.</summary>
    public PixelBlocks Blocks { get; private init; }

    /// <summary>Ranges of blocks that are summed apart, and then added in order.</summary>
    public int Partials { get; private init; }

    /// <summary>Whether the source is read where it lies.</summary>
    public bool InPlace { get; private init; }

    /// <summary>Whether the gradient of the output is read where it lies.</summary>
    public bool GradientInPlace { get; private init; }

    /// <summary>Elements from one source pixel to the next.</summary>
    public int Pitch { get; private init; }

    /// <summary>Runs of taps whose source elements do not follow each other.</summary>
    public int TapRuns { get; private init; }

    /// <summary>Tiles of one run.</summary>
    public int RunTiles { get; private init; }

    /// <summary>Panels of a group.</summary>
    public int GroupPanels { get; private init; }

    /// <summary>Panels of one item.</summary>
    public int Panels { get; private init; }

    /// <summary>Parts into which the tiles of a panel are dealt.</summary>
    public int Parts { get; private init; }

    /// <summary>Elements of the weight in one run: consecutive in source and weight panels.</summary>
    public int RunLength => Pass.Depth / TapRuns;

    /// <summary>Items along the panels of a group.</summary>
    public int PanelItems => (GroupPanels + Panels - 1) / Panels;

    /// <summary>All items.</summary>
    public int Items => Partials * Pass.Groups * PanelItems * Parts;

    /// <summary>Chooses the items.</summary>
    public static unsafe WeightGradientPlan For<T>(ConvPass pass, int tileColumns, int tileRows)
        where T : unmanaged
    {
        pass = pass.Flatten();
        int pitch = SourceBand.Pitch<T>(pass.In);
        bool inPlace = pitch == pass.SourceC && pass.StaysInside;
        bool merge = pass.Width.Dilation == 1 && pitch == pass.In;
        int tapRuns = merge ? pass.Height.Taps : pass.Taps, panels = WeightPanels.PerGroup(in pass, tileColumns);
        PixelBlocks blocks = PixelBlocks.For<T>(in pass, pitch, Math.Min(panels, MostPanels) * tileColumns);
        long length = WeightPanels.Length(in pass, tileColumns);
        long partials = Math.Clamp(PartialLength / length, 1, Math.Min(MostPartials, blocks.Count));
        var plan = new WeightGradientPlan
        {
            Pass = pass,
            Blocks = blocks,
            Partials = (int)partials,
            InPlace = inPlace,
            GradientInPlace = pass.TargetC * sizeof(T) <= MostInPlace,
            Pitch = pitch,
            TapRuns = tapRuns,
            RunTiles = (pass.Depth / tapRuns + tileRows - 1) / tileRows,
            GroupPanels = panels,
            Panels = Math.Min(panels, MostPanels),
            Parts = 1,
        };
        while (plan.Panels > 1 && plan.Items < 4 * Workers.Count)
        {
            plan = plan with { Panels = (plan.Panels + 1) / 2 };
        }
        while (plan.Items < 2 * Workers.Count && 2 * plan.Parts <= tapRuns * plan.RunTiles)
        {
            plan = plan with { Parts = 2 * plan.Parts };
        }
        return plan;
    }
}
