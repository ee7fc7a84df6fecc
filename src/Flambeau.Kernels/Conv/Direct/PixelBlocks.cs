namespace Flambeau.Kernels;

/// <summary>How the gradient of a weight cuts its pixels into blocks; sums depend on it, so it depends on nothing but sizes.</summary>
internal readonly record struct PixelBlocks
{
    // Sums over more pixels are formed block by block, which keeps them accurate.
    private const int MostPixels = 4096;

    private readonly int _images, _rows, _perImage;
    private readonly int _n, _height;

    private PixelBlocks(in ConvPass pass, int images, int rows)
    {
        (_images, _rows, _n, _height) = (images, rows, pass.N, pass.Height.Count);
        _perImage = (_height + rows - 1) / rows;
    }

    /// <summary>Elements of the largest block's source bands.</summary>
    public long SourceLength { get; private init; }

    /// <summary>Elements of the largest block's gradient, in panels.</summary>
    public long GradientLength { get; private init; }

    /// <summary>The number of blocks.</summary>
    public int Count => _images > 1 ? (_n + _images - 1) / _images : _n * _perImage;

    /// <summary>Blocks of about <paramref name="bytes"/>.</summary>
    public static unsafe PixelBlocks For<T>(in ConvPass pass, int pitch, int panelColumns, long bytes)
        where T : unmanaged
    {
        long sourceRow = (long)pass.Width.Span(pass.Width.Count) * pitch;
        long gradientRow = (long)pass.Width.Count * WeightPanels.PerGroup(in pass, panelColumns) * panelColumns;
        long room = bytes / sizeof(T);
        long image = pass.Height.Span(pass.Height.Count) * sourceRow + pass.Height.Count * gradientRow;
        int images = (int)Math.Clamp(Math.Min(room / image, MostPixels / pass.Pixels), 1, pass.N), rows = pass.Height.Count;
        while (images == 1 && rows > 1
            && (pass.Height.Span(rows) * sourceRow + rows * gradientRow > room || rows * pass.Width.Count > MostPixels))
        {
            rows = (rows + 1) / 2;
        }
        return new PixelBlocks(in pass, images, rows)
        {
            SourceLength = images * pass.Height.Span(rows) * sourceRow,
            GradientLength = images * rows * gradientRow,
        };
    }

    /// <summary>Block <paramref name="index"/>.</summary>
    public PixelBlock Block(int index)
    {
        if (_images > 1)
        {
            return new PixelBlock(index * _images, Math.Min(_images, _n - index * _images), 0, _height);
        }
        int row = index % _perImage * _rows;
        return new PixelBlock(index / _perImage, 1, row, Math.Min(_rows, _height - row));
    }
}
