namespace Flambeau.Kernels;

/// <summary>The tiles of all images of a pass, numbered, and the block of them in work.</summary>
internal readonly record struct WinogradTiles
{
    /// <summary>Output rows and columns of a tile.</summary>
    public int Size { get; private init; }

    /// <summary>Tiles in a column of an image.</summary>
    public int Rows { get; private init; }

    /// <summary>Tiles in a row of an image.</summary>
    public int Columns { get; private init; }

    /// <summary>All tiles.</summary>
    public int Count { get; private init; }

    /// <summary>Tiles of the largest block.</summary>
    public int PerBlock { get; private init; }

    /// <summary>Number of blocks.</summary>
    public int Blocks => (Count + PerBlock - 1) / PerBlock;

    /// <summary>All tiles of <paramref name="size"/> x <paramref name="size"/> outputs, in one block.</summary>
    public static WinogradTiles For(in ConvPass pass, int size)
    {
        int rows = (pass.Height.Count + size - 1) / size, columns = (pass.Width.Count + size - 1) / size;
        int count = pass.N * rows * columns;
        return new WinogradTiles { Size = size, Rows = rows, Columns = columns, Count = count, PerBlock = count };
    }

    /// <summary>The same tiles in even blocks of at most <paramref name="most"/>.</summary>
    public WinogradTiles Cut(long most)
    {
        long blocks = Math.Clamp((Count + most - 1) / Math.Max(most, 1), 1, Count);
        return this with { PerBlock = (int)((Count + blocks - 1) / blocks) };
    }

    /// <summary>First tile and number of tiles of a block.</summary>
    public (int First, int Count) Block(int index) => (index * PerBlock, Math.Min(PerBlock, Count - index * PerBlock));

    /// <summary>Image, first output row and first output column of a tile.</summary>
    public (int Image, int Row, int Column) Locate(int tile) =>
        (tile / (Rows * Columns), tile / Columns % Rows * Size, tile % Columns * Size);
}
