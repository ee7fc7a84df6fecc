namespace Flambeau.Kernels;

/// <summary>How the sums of a product are cut into blocks of depth, which are added one after the other.</summary>
/// <remarks>The blocks decide the order of the sums and depend on the shape of the right factor alone, so results do not depend on threads.</remarks>
internal readonly struct DepthBlocks
{
    /// <summary>
    /// The most depth of one block: so a panel of 14 rows stays in the first-level cache beside the columns that pass through it, and
    /// with narrower vectors a panel of columns beside one of rows.
    /// </summary>
    public static readonly int Most = Isa.Use512 ? 256 : 192;

    // So few columns read each row once or twice: the longer the rows, the less often sums are stored and read again.
    private const int FewColumns = 64, MostOfFewColumns = 512;

    private const int Unit = 16;

    private readonly int _depth;

    /// <summary>The blocks of a product with a right factor of so many rows and columns.</summary>
    public DepthBlocks(int depth, int columns)
    {
        int most = Isa.Use512 && columns <= FewColumns ? MostOfFewColumns : Most;
        _depth = depth;
        Count = Blocking.Panels(depth, most);
        Longest = Math.Min(depth, Whole(Blocking.Panels(depth, Math.Max(Count, 1))));
    }

    /// <summary>The number of blocks.</summary>
    public int Count { get; }

    /// <summary>The depth of the longest block.</summary>
    public int Longest { get; }

    /// <summary>The first depth of a block: a multiple of what steps are unrolled by and columns are transposed in.</summary>
    public int Start(int block) => Math.Min(_depth, Whole(Blocking.Part(_depth, Count, block)));

    /// <summary>The depth of a block.</summary>
    public int Length(int block) => Start(block + 1) - Start(block);

    private static int Whole(int depth) => (depth + Unit - 1) / Unit * Unit;
}
