namespace Flambeau.Kernels;

/// <summary>
/// How the gradient of a weight cuts its pixels into blocks; sums depend on it, so it depends on nothing but sizes.
/// </summary>
internal readonly record struct PixelBlocks
{
    // The source pixels of a block and their gradients, in bytes, stay in a second-level cache beside the next block.
    private const long BlockBytes = 256 * 1024;

    // Sums over more pixels are formed block by block, which keeps them accurate; fewer do not pay for adding up the
    // blocks.
    private const int MostPixels = 4096, FewestPixels = 128;

    private readonly int _n, _height, _width;

    private PixelBlocks(in ConvPass pass) => (_n, _height, _width) = (pass.N, pass.Height.Count, pass.Width.Count);

    /// <summary>Images of a block.</summary>
    public int Images { get; private init; }

    /// <summary>Rows of a block.</summary>
    public int Rows { get; private init; }

    /// <summary>Columns of a block.</summary>
    public int Columns { get; private init; }

    /// <summary>The number of blocks.</summary>
    public int Count => Parts(_n, Images) * Parts(_height, Rows) * Parts(_width, Columns);

    /// <summary>
    /// Blocks for a pass whose source pixels lie <paramref name="pitch"/> apart and gradients
    /// <paramref name="gradients"/> elements.
    /// </summary>
    public static unsafe PixelBlocks For<T>(in ConvPass pass, int pitch, int gradients)
        where T : unmanaged
    {
        int images = 1, rows = pass.Height.Count, columns = pass.Width.Count;
        while (IsLarge(in pass, rows, columns) && (rows > 1 || columns > FewestPixels))
        {
            (rows, columns) = rows > 1 ? ((rows + 1) / 2, columns) : (rows, (columns + 1) / 2);
        }
        while (rows == pass.Height.Count && columns == pass.Width.Count && images < pass.N
            && !IsLarge(in pass, rows * 2 * images, columns))
        {
            images = Math.Min(2 * images, pass.N);
        }
        return new PixelBlocks(in pass) { Images = images, Rows = rows, Columns = columns };

        bool IsLarge(in ConvPass pass, int rows, int columns)
        {
            long pixels = (long)rows * columns;
            long source = (long)pass.Height.Span(rows) * pass.Width.Span(columns) * pitch;
            return pixels > MostPixels
                || (pixels > FewestPixels && (source + pixels * gradients) * sizeof(T) > BlockBytes);
        }
    }

    /// <summary>Block <paramref name="index"/>.</summary>
    public PixelBlock Block(int index)
    {
        int column = index % Parts(_width, Columns) * Columns;
        index /= Parts(_width, Columns);
        int row = index % Parts(_height, Rows) * Rows, image = index / Parts(_height, Rows) * Images;
        return new PixelBlock(
            image, Math.Min(Images, _n - image),
            row, Math.Min(Rows, _height - row),
            column, Math.Min(Columns, _width - column));
    }

    private static int Parts(int all, int part) => (all + part - 1) / part;
}
