namespace Flambeau.Kernels;

/// <summary>How the direct gradient of a weight is cut into items of work; only <see cref="Blocks"/> matters to the results.</summary>
internal readonly record struct WeightGradientPlan
{
    // Panels of one item share a copy of the source.
    private const int MostPanels = 4;

    /// <summary>The forward pass, flattened where it can be.</summary>
    public ConvPass Pass { get; private init; }

    /// <summary>The order of summation.</summary>
    public PixelBlocks Blocks { get; private init; }

    /// <summary>Whether the source is read where it lies.</summary>
    public bool InPlace { get; private init; }

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
    public int Items => Pass.Groups * PanelItems * Parts;

    /// <summary>Chooses the items.</summary>
    public static WeightGradientPlan For<T>(ConvPass pass, int tileColumns, int tileRows)
        where T : unmanaged
    {
        pass = pass.Flatten();
        int pitch = SourceBand.Pitch<T>(pass.In);
        bool inPlace = pitch == pass.SourceC && pass.StaysInside;
        bool merge = pass.Width.Dilation == 1 && pitch == pass.In;
        int tapRuns = merge ? pass.Height.Taps : pass.Taps, panels = WeightPanels.PerGroup(in pass, tileColumns);
        var plan = new WeightGradientPlan
        {
            Pass = pass,
            Blocks = PixelBlocks.For<T>(in pass, pitch, tileColumns),
            InPlace = inPlace,
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
