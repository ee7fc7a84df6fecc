namespace Flambeau.Kernels;

/// <summary>What a micro-kernel needs besides its three pointers; all distances are in elements.</summary>
/// <remarks>
/// For a tile of rows i and columns j (a row of the tile is a row of a, a pixel in a convolution):
/// <code>
/// sum[i, j] = sum over runs r and steps s of a[ARuns[r] + s * AStep + i * ARow] * b[(r, s) + j]
/// c[i * CRow + j] = act(sum[i, j] + Bias[j] + c[Addend + i * CRow + j])
/// </code>
/// Step (r, s) of b lies at BRuns[r] + s * BStep; without BRuns the runs of b follow each other, BStep apart. A b that is
/// packed has a BStep of the tile's columns, one that is read in place the distance of its rows. Several runs make a
/// direct convolution: one per tap and channel range, with ARow the distance of two pixels of the input.
/// Whole vectors of b are read, also where a tile has fewer columns.
/// </remarks>
internal unsafe struct TileArgs<T>
    where T : unmanaged
{
    /// <summary>What <see cref="SoonEvery"/> counts for one step: so fine that rounding drops no line.</summary>
    public const long Step = 1 << 24;

    /// <summary>Where each run starts in a.</summary>
    public nint* ARuns;

    /// <summary>Where each run starts in b, or null when they follow each other.</summary>
    public nint* BRuns;

    /// <summary>The number of runs, at least 1.</summary>
    public nint Runs;

    /// <summary>The number of steps of a run, at least 1.</summary>
    public nint Steps;

    /// <summary>From a row of a to the next.</summary>
    public nint ARow;

    /// <summary>From a step to the next in a.</summary>
    public nint AStep;

    /// <summary>From a step to the next in b.</summary>
    public nint BStep;

    /// <summary>Where memory that later tiles read starts, which is asked for while the sums are formed. It need not exist.</summary>
    public void* Soon;

    /// <summary>How far from <see cref="Soon"/> the lines lie that are asked for, in bytes, in the order of asking.</summary>
    public nint* SoonLines;

    /// <summary>After how many steps the next line is asked for, in <see cref="Step"/>s; 0 asks for nothing.</summary>
    public long SoonEvery;

    /// <summary>From a row of c to the next.</summary>
    public nint CRow;

    /// <summary>One value per column of the tile, or null.</summary>
    public T* Bias;

    /// <summary>From c to what is added to the sums: 0 accumulates into c, another distance adds a residual that is
    /// laid out as c is.</summary>
    public nint Addend;

    /// <summary>Whether there is an <see cref="Addend"/>.</summary>
    public bool HasAddend;

    /// <summary>
    /// Whether c goes past the caches, of which every row of the tile then is whole lines; see <see cref="Streaming"/>.
    /// </summary>
    public bool Streams;

    /// <summary>Applied last; NaN stays.</summary>
    public Activation Activation;

    /// <summary>
    /// Asks for cache lines, spread evenly over the tile: a core waits for a dozen lines at a time, and tiles that ask
    /// for more in a hurry wait for their own.
    /// </summary>
    /// <param name="from">Where the memory starts.</param>
    /// <param name="lines">How far from there each line lies, in bytes.</param>
    /// <param name="count">The number of lines; no more than two for each step are asked for.</param>
    public void Ask(void* from, nint* lines, nint count)
    {
        Soon = from;
        SoonLines = lines;
        SoonEvery = Every(Runs * Steps, count);
    }

    /// <summary>The <see cref="SoonEvery"/> of so many lines in so many steps.</summary>
    public static long Every(nint steps, nint count) => count == 0 ? 0 : Math.Max(steps * Step / count, Step / 2);

    /// <summary>How many lines have been asked for after a number of steps.</summary>
    public readonly nint Asked(nint steps) => SoonEvery == 0 ? 0 : (nint)(steps * Step / SoonEvery);
}
