using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The work of the direct path on one rectangle of target pixels and some panels, by one thread.</summary>
internal readonly unsafe ref struct DirectItem<T>
    where T : unmanaged, INumber<T>
{
    // Sums of more terms are formed in parts. In one chain 4608 of one sign, a 3x3 kernel over 512 channels behind a ReLU,
    // erred by 2.5e-6 of the largest output, 2048 by 2.2e-6, 1024 by 1.9e-6, 576 by 1.4e-6.
    private const int MostTerms = 768;

    // How far ahead of the next tile sources are asked for. Measured with 256 to 64 channels: nothing asked 4.7 ms,
    // the next tile 3.9 ms, 8 KiB further 3.5 ms.
    private const int BytesAhead = 8 << 10;

    private readonly TileKernels<T> _tiles;
    private readonly ref readonly DirectPlan _plan;
    private readonly ref readonly ConvBuffers<T> _buffers;
    private readonly T* _panels;
    private readonly T* _band;

    /// <summary>Work over prepared weight panels with room for one band.</summary>
    public DirectItem(TileKernels<T> tiles, in DirectPlan plan, in ConvBuffers<T> buffers, T* panels, T* band)
    {
        _tiles = tiles;
        _plan = ref plan;
        _buffers = ref buffers;
        _panels = panels;
        _band = band;
    }

    /// <summary>Does item <paramref name="index"/> of the plan.</summary>
    public void Run(int index)
    {
        ref readonly DirectPlan plan = ref _plan;
        int panel = index % plan.PanelItems * plan.Panels;
        index /= plan.PanelItems;
        int column = index % plan.ColumnItems * plan.Columns;
        index /= plan.ColumnItems;
        int row = index % plan.RowItems * plan.Rows;
        index /= plan.RowItems;
        int group = index % plan.Pass.Groups, image = index / plan.Pass.Groups;
        int rows = Math.Min(plan.Rows, plan.Pass.Height.Count - row);
        int columns = Math.Min(plan.Columns, plan.Pass.Width.Count - column);
        T* source = Source(image, group, row, rows, column, columns, out int width);

        ConvPass pass = plan.Pass;
        bool merge = pass.Width.Dilation == 1 && plan.Pitch == pass.In;
        int runs = merge ? pass.Height.Taps : pass.Taps;
        nint* offsets = stackalloc nint[runs];
        ListRuns(runs, merge, width, offsets);
        TileArgs<T> args = Args(runs, merge, offsets);
        int lastPanel = Math.Min(panel + plan.Panels, WeightPanels.PerGroup(in pass, plan.TileColumns));
        // The first panel brings a source that no band was copied from; later panels find it in the caches.
        bool brings = plan.InPlace && pass.Taps == 1 && pass.In == pass.SourceC && pass.Width.Stride == 1;
        for (; panel < lastPanel; panel++, brings = false)
        {
            nint step = (nint)pass.Height.Stride * width * plan.Pitch;
            for (int r = 0; r < rows; r++)
            {
                T* target = plan.Pools
                    ? SquareLine(r % 2, columns)
                    : _buffers.Target + TargetIndex(image, row + r, column) + group * pass.Out + panel * plan.TileColumns;
                Line(&args, group, panel, columns, source + (r * step), target, brings);
                if (plan.Pools && r % 2 == 1)
                {
                    StoreSquares(image, row + r - 1, column, columns, panel);
                }
            }
        }
    }

    /// <summary>Where each run of a tile starts, as seen from its first pixel: a tap, or a line of taps whose channels follow each other.</summary>
    private void ListRuns(int runs, bool merge, int width, nint* offsets)
    {
        ConvPass pass = _plan.Pass;
        for (int i = 0; i < runs; i++)
        {
            int ky = merge ? i : i / pass.Width.Taps, kx = merge ? 0 : i % pass.Width.Taps;
            offsets[i] = ((nint)ky * pass.Height.Dilation * width + kx * pass.Width.Dilation) * _plan.Pitch;
        }
    }

    private TileArgs<T> Args(int runs, bool merge, nint* offsets)
    {
        ConvPass pass = _plan.Pass;
        return new TileArgs<T>
        {
            ARuns = offsets,
            Runs = runs,
            Steps = merge ? pass.Width.Taps * pass.In : pass.In,
            ARow = (nint)pass.Width.Stride * _plan.Pitch,
            AStep = 1,
            BStep = _plan.TileColumns,
            CRow = _plan.Pools ? _plan.TileColumns : (nint)pass.Width.Step * pass.TargetC,
            HasAddend = _buffers.Residual is not null,
            Addend = (nint)(_buffers.Residual - _buffers.Target),
            Streams = _plan.Streams && !_plan.Pools,
            Activation = _buffers.Activation,
        };
    }

    /// <summary>
    /// One panel of one row of targets, the tiles as even as they can be; one that <paramref name="brings"/> the source
    /// asks for what its next tiles read.
    /// </summary>
    private void Line(TileArgs<T>* args, int group, int panel, int columns, T* source, T* target, bool brings)
    {
        ConvPass pass = _plan.Pass;
        int width = _plan.TileColumns, used = Math.Min(width, pass.Out - panel * width);
        T* b = _panels + ((nint)group * WeightPanels.PerGroup(in pass, width) + panel) * pass.Depth * width;
        args->Bias = _buffers.Bias is null ? null : _buffers.Bias + group * pass.Out + panel * width;
        int tiles = (columns + _tiles.Rows - 1) / _tiles.Rows;
        for (int t = 0, from = 0; t < tiles; t++)
        {
            int to = (int)((long)columns * (t + 1) / tiles);
            nint lines = ((to - from) * args->ARow * sizeof(T) + CacheLine.Size - 1) / CacheLine.Size;
            args->Ask((byte*)(source + to * args->ARow) + BytesAhead, CacheLines.InOrder, brings ? Math.Min(lines, CacheLines.Most) : 0);
            RunTile(args, to - from, used, source + from * args->ARow, b, target + from * args->CRow);
            from = to;
        }
    }

    /// <summary>One tile, a part of its sums at a time: the shorter a chain of additions, the less it rounds.</summary>
    private void RunTile(TileArgs<T>* args, int rows, int columns, T* source, T* b, T* target)
    {
        nint runs = args->Runs, steps = args->Steps, parts = ((runs * steps) + MostTerms - 1) / MostTerms;
        if (parts == 1)
        {
            _tiles.Run(args, rows, columns, source, b, target);
            return;
        }

        // Whole runs, or even parts of one that is too long.
        nint cuts = (steps + MostTerms - 1) / MostTerms, runsAtOnce = cuts > 1 ? 1 : MostTerms / steps;
        TileArgs<T> part = *args;
        (part.Activation, part.Streams) = (Activation.None, false);
        for (nint first = 0; first < runs; first += runsAtOnce)
        {
            part.ARuns = args->ARuns + first;
            part.Runs = Math.Min(runsAtOnce, runs - first);
            for (nint cut = 0; cut < cuts; cut++)
            {
                nint start = steps * cut / cuts, before = (first * steps) + start;
                bool isLast = first + runsAtOnce >= runs && cut == cuts - 1;
                part.Steps = (steps * (cut + 1) / cuts) - start;
                part.SoonLines = args->SoonLines + args->Asked(before);
                part.Bias = isLast ? args->Bias : null;
                part.Activation = isLast ? args->Activation : Activation.None;
                _tiles.Run(&part, rows, columns, source + start, b + (before * args->BStep), target);
                (part.HasAddend, part.Addend) = (true, 0);
            }
        }
    }

    /// <summary>Room for the upper or lower line of squares of one panel's targets.</summary>
    private T* SquareLine(int lower, int columns) => _band + _plan.BandLength + ((nint)lower * columns * _plan.TileColumns);

    /// <summary>Stores the largest of each square of two lines of one panel's targets.</summary>
    private void StoreSquares(int image, int row, int column, int columns, int panel)
    {
        ConvPass pass = _plan.Pass;
        int width = _plan.TileColumns;
        nint pixel = ((nint)image * (pass.Height.Target / 2) + (row / 2)) * (pass.Width.Target / 2) + (column / 2);
        var squares = new SquareMax<T>
        {
            Lines = SquareLine(0, columns),
            Line = (nint)columns * width,
            Pixel = width,
            Squares = columns / 2,
            Target = _buffers.Target + (pixel * pass.Out) + (panel * width),
            TargetPixel = pass.Out,
            Streams = _plan.Streams,
        };
        Channels.For<T, SquareMax<T>>(0, Math.Min(width, pass.Out - panel * width), ref squares);
    }

    private nint TargetIndex(int image, int row, int column)
    {
        ConvAxis height = _plan.Pass.Height, width = _plan.Pass.Width;
        nint line = (nint)image * height.Target + height.First + row * height.Step;
        return (line * width.Target + width.First + column * width.Step) * _plan.Pass.TargetC;
    }

    /// <summary>
    /// The source pixel of the rectangle's first target and tap; <paramref name="width"/> is its image's or band's.
    /// </summary>
    private T* Source(int image, int group, int row, int rows, int column, int columns, out int width)
    {
        ConvPass pass = _plan.Pass;
        int firstRow = pass.Height.Offset + row * pass.Height.Stride;
        int firstColumn = pass.Width.Offset + column * pass.Width.Stride;
        nint imageLength = (nint)pass.Height.Source * pass.Width.Source * pass.SourceC;
        T* start = _buffers.Source + image * imageLength + group * pass.In;
        if (_plan.InPlace)
        {
            width = pass.Width.Source;
            return start + ((nint)firstRow * width + firstColumn) * pass.SourceC;
        }
        width = pass.Width.Span(columns);
        SourceBand.Copy(
            start, pass.Height.Source, pass.Width.Source, pass.SourceC, pass.In,
            firstRow, pass.Height.Span(rows), firstColumn, width, _band, _plan.Pitch);
        return _band;
    }
}
