namespace Flambeau.Kernels;

/// <summary>
/// One or four neighbouring target pixels of a row, and the taps that lie inside the source for all of them.
/// </summary>
internal readonly record struct DepthwiseWindow
{
    /// <summary>First target column, counted in the pass.</summary>
    public int Column { get; init; }

    /// <summary>Whether it is four pixels, not one.</summary>
    public bool IsFour { get; init; }

    /// <summary>First row of taps.</summary>
    public int FirstKy { get; init; }

    /// <summary>Row of taps after the last.</summary>
    public int EndKy { get; init; }

    /// <summary>First column of taps.</summary>
    public int FirstKx { get; init; }

    /// <summary>Column of taps after the last.</summary>
    public int EndKx { get; init; }
}
