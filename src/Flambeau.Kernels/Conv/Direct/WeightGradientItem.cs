using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Some tiles of some panels of the gradient of a weight, summed over all pixels by one thread.</summary>
internal readonly unsafe ref struct WeightGradientItem<T>
    where T : unmanaged, INumber<T>
{
    private readonly TileKernels<T> _kernels;
    private readonly ref readonly WeightGradientPlan _plan;
    private readonly T* _x;
    private readonly T* _dy;
    private readonly T* _sums;
    private readonly Scratch<T> _band;
    private readonly Scratch<T> _gradient;
    private readonly Scratch<nint> _offsets;
    private readonly Scratch<nint> _gradientOffsets;

    /// <summary>Work that adds to weight panels <paramref name="sums"/>.</summary>
    public WeightGradientItem(TileKernels<T> kernels, in WeightGradientPlan plan, T* x, T* dy, T* sums)
    {
        _kernels = kernels;
        _plan = ref plan;
        _x = x;
        _dy = dy;
        _sums = sums;
        ConvPass pass = plan.Pass;
        PixelBlocks blocks = plan.Blocks;
        long band = (long)blocks.Images * pass.Height.Span(blocks.Rows) * pass.Width.Span(blocks.Columns) * plan.Pitch;
        _band = Scratch<T>.Rent(plan.InPlace ? 0 : band);
        _gradient = Scratch<T>.Rent((long)blocks.Images * blocks.Rows * blocks.Columns * kernels.Columns * plan.Panels);
        _offsets = Scratch<nint>.Rent(blocks.Images * blocks.Rows);
        _gradientOffsets = Scratch<nint>.Rent(blocks.Images * blocks.Rows);
    }

    /// <summary>Gives the scratch back.</summary>
    public void Dispose()
    {
        _band.Dispose();
        _gradient.Dispose();
        _offsets.Dispose();
        _gradientOffsets.Dispose();
    }

    /// <summary>Does item <paramref name="index"/> of the plan.</summary>
    public void Run(int index)
    {
        int part = index % _plan.Parts;
        index /= _plan.Parts;
        int first = index % _plan.PanelItems * _plan.Panels, last = Math.Min(first + _plan.Panels, _plan.GroupPanels);
        index /= _plan.PanelItems;
        int group = index % _plan.Pass.Groups, partial = index / _plan.Pass.Groups;
        int start = (int)((long)_plan.Blocks.Count * partial / _plan.Partials);
        int end = (int)((long)_plan.Blocks.Count * (partial + 1) / _plan.Partials);
        for (int i = start; i < end; i++)
        {
            PixelBlock block = _plan.Blocks.Block(i);
            T* source = Source(in block, group, out int width);
            int copied = CopiedFrom(in block, first, last);
            FillGradient(in block, group, copied, last);
            AheadOfTiles ahead = Ahead(i + 1, end, last - first);
            for (int panel = first; panel < last; panel++)
            {
                nint place = (nint)(partial * _plan.Pass.Groups + group) * _plan.GroupPanels + panel;
                TileArgs<T> args = new()
                {
                    ARuns = _offsets.Pointer,
                    Runs = block.Lines,
                    Steps = block.Columns,
                    ARow = 1,
                    AStep = (nint)_plan.Pass.Width.Stride * _plan.Pitch,
                    CRow = _kernels.Columns,
                    HasAddend = i > start,
                };
                T* gradient = Gradient(in block, group, panel, copied, &args);
                Add(&args, in ahead, place, panel - first, part, source, width, gradient);
            }
        }
    }

    /// <summary>Adds the products of one block to the tiles of a part of a panel.</summary>
    private void Add(
        TileArgs<T>* args, in AheadOfTiles ahead, nint place, int panel, int part, T* source, int width, T* gradient)
    {
        ConvPass pass = _plan.Pass;
        int columns = Vectors((int)(place % _plan.GroupPanels));
        int length = _plan.RunLength, tiles = _plan.TapRuns * _plan.RunTiles;
        int firstTile = tiles * part / _plan.Parts, lastTile = tiles * (part + 1) / _plan.Parts;
        for (int t = firstTile; t < lastTile; t++)
        {
            ahead.Deal(args, panel * (lastTile - firstTile) + t - firstTile);
            int run = t / _plan.RunTiles, tile = t % _plan.RunTiles;
            int ky = _plan.TapRuns == pass.Height.Taps ? run : run / pass.Width.Taps;
            int kx = _plan.TapRuns == pass.Height.Taps ? 0 : run % pass.Width.Taps;
            nint tap = ((nint)ky * pass.Height.Dilation * width + kx * pass.Width.Dilation) * _plan.Pitch;
            int first = (int)((long)length * tile / _plan.RunTiles);
            int last = (int)((long)length * (tile + 1) / _plan.RunTiles);
            T* c = _sums + (place * pass.Depth + (nint)run * length + first) * _kernels.Columns;
            _kernels.Run(args, last - first, columns, source + tap + first, gradient, c);
        }
    }

    /// <summary>
    /// The source and the gradients of a block for the tiles of the block before it, where both are rows of pixels.
    /// </summary>
    private AheadOfTiles Ahead(int block, int end, int panels)
    {
        ConvPass pass = _plan.Pass;
        if (block == end || pass.Groups > 1 || pass.N > 1 || pass.Height.Count > 1)
        {
            return default;
        }
        PixelBlock next = _plan.Blocks.Block(block);
        nint first = ((nint)next.Column * pass.Width.Stride + pass.Width.Offset) * pass.SourceC;
        nint pixelBytes = (nint)pass.Width.Stride * pass.SourceC * sizeof(T), gradientBytes = (nint)pass.TargetC * sizeof(T);
        T* gradient = _dy + (nint)next.Column * pass.TargetC;
        return new AheadOfTiles(
            _x + first, next.Columns * pixelBytes, gradient, next.Columns * gradientBytes,
            panels * (_plan.TapRuns * _plan.RunTiles / _plan.Parts), next.Columns);
    }

    /// <summary>Elements in whole vectors of a panel's target channels.</summary>
    private int Vectors(int panel) => Used(panel) <= _kernels.Width ? _kernels.Width : _kernels.Columns;

    private int Used(int panel) => Math.Min(_kernels.Columns, _plan.Pass.Out - panel * _kernels.Columns);

    /// <summary>
    /// The first panel that must be copied: whole vectors of the last one may reach into the next pixel, which the last
    /// pixel of all does not have.
    /// </summary>
    private int CopiedFrom(in PixelBlock block, int first, int last)
    {
        if (!_plan.GradientInPlace)
        {
            return first;
        }
        bool isLastBlock = block.Image + block.Images == _plan.Pass.N
            && block.Row + block.Rows == _plan.Pass.Height.Count
            && block.Column + block.Columns == _plan.Pass.Width.Count;
        return isLastBlock && last == _plan.GroupPanels && Used(last - 1) < Vectors(last - 1) ? last - 1 : last;
    }

    /// <summary>The gradients of a panel, copied or where they lie, with their distances.</summary>
    private T* Gradient(in PixelBlock block, int group, int panel, int copied, TileArgs<T>* args)
    {
        ConvPass pass = _plan.Pass;
        if (panel >= copied)
        {
            args->BStep = _kernels.Columns;
            return _gradient.Pointer + (panel - copied) * ((nint)block.Lines * block.Columns * _kernels.Columns);
        }
        args->BStep = pass.TargetC;
        args->BRuns = _gradientOffsets.Pointer;
        return _dy + group * pass.Out + panel * _kernels.Columns;
    }

    /// <summary>The source of a block, whose lines' places go to the offsets.</summary>
    private T* Source(in PixelBlock block, int group, out int width)
    {
        ConvPass pass = _plan.Pass;
        ConvAxis height = pass.Height;
        int row = height.Offset + block.Row * height.Stride;
        int column = pass.Width.Offset + block.Column * pass.Width.Stride;
        int rows = height.Span(block.Rows), imageRows = _plan.InPlace ? height.Source : rows;
        width = _plan.InPlace ? pass.Width.Source : pass.Width.Span(block.Columns);
        for (int line = 0; line < block.Lines; line++)
        {
            nint at = (nint)(line / block.Rows) * imageRows + line % block.Rows * height.Stride;
            _offsets.Pointer[line] = at * width * _plan.Pitch;
            _gradientOffsets.Pointer[line] = Pixel(in block, line) * pass.TargetC;
        }
        nint image = (nint)height.Source * pass.Width.Source * pass.SourceC;
        T* x = _x + block.Image * image + group * pass.In;
        if (_plan.InPlace)
        {
            return x + ((nint)row * width + column) * pass.SourceC;
        }
        for (int i = 0; i < block.Images; i++)
        {
            SourceBand.Copy(
                x + i * image, height.Source, pass.Width.Source, pass.SourceC, pass.In,
                row, rows, column, width, _band.Pointer + (nint)i * rows * width * _plan.Pitch, _plan.Pitch);
        }
        return _band.Pointer;
    }

    /// <summary>The first output pixel of a line of a block.</summary>
    private nint Pixel(in PixelBlock block, int line)
    {
        ConvPass pass = _plan.Pass;
        nint row = (nint)(block.Image + line / block.Rows) * pass.Height.Count + block.Row + line % block.Rows;
        return row * pass.Width.Count + block.Column;
    }

    /// <summary>Copies a block's dy into panels, each of which holds all pixels of the block.</summary>
    private void FillGradient(in PixelBlock block, int group, int first, int last)
    {
        if (first == last)
        {
            return;
        }
        ConvPass pass = _plan.Pass;
        int columns = _kernels.Columns, tail = Math.Min(pass.Out - last * columns, 0);
        nint panelLength = (nint)block.Lines * block.Columns * columns;
        T* target = _gradient.Pointer;
        for (int line = 0; line < block.Lines; line++)
        {
            T* source = _dy + Pixel(in block, line) * pass.TargetC + group * pass.Out + first * columns;
            for (int i = 0; i < block.Columns; i++, source += pass.TargetC, target += columns)
            {
                for (int panel = first; panel < last; panel++)
                {
                    int used = panel == last - 1 ? columns + tail : columns;
                    T* to = target + (panel - first) * panelLength;
                    ShortCopy.Run(source + (panel - first) * columns, to, used);
                    ShortCopy.Clear(to + used, columns - used);
                }
            }
        }
    }
}
