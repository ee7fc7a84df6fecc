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
    }

    /// <summary>Gives the scratch back.</summary>
    public void Dispose()
    {
        _band.Dispose();
        _gradient.Dispose();
        _offsets.Dispose();
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
            FillGradient(in block, group, first, last);
            for (int panel = first; panel < last; panel++)
            {
                nint place = (nint)(partial * _plan.Pass.Groups + group) * _plan.GroupPanels + panel;
                nint panelLength = (nint)block.Lines * block.Columns * _kernels.Columns;
                T* gradient = _gradient.Pointer + (panel - first) * panelLength;
                Add(in block, place, part, source, width, gradient, i > start);
            }
        }
    }

    /// <summary>Adds the products of one block to the tiles of a part of a panel.</summary>
    private void Add(in PixelBlock block, nint panel, int part, T* source, int width, T* gradient, bool accumulate)
    {
        ConvPass pass = _plan.Pass;
        int columns = _kernels.Columns, length = _plan.RunLength, tiles = _plan.TapRuns * _plan.RunTiles;
        TileArgs<T> args = new()
        {
            ARuns = _offsets.Pointer,
            Runs = block.Lines,
            Steps = block.Columns,
            ARow = 1,
            AStep = (nint)pass.Width.Stride * _plan.Pitch,
            BStep = columns,
            CRow = columns,
            HasAddend = accumulate,
        };
        for (int t = tiles * part / _plan.Parts; t < tiles * (part + 1) / _plan.Parts; t++)
        {
            int run = t / _plan.RunTiles, tile = t % _plan.RunTiles;
            int ky = _plan.TapRuns == pass.Height.Taps ? run : run / pass.Width.Taps;
            int kx = _plan.TapRuns == pass.Height.Taps ? 0 : run % pass.Width.Taps;
            nint tap = ((nint)ky * pass.Height.Dilation * width + kx * pass.Width.Dilation) * _plan.Pitch;
            int first = (int)((long)length * tile / _plan.RunTiles);
            int last = (int)((long)length * (tile + 1) / _plan.RunTiles);
            T* c = _sums + (panel * pass.Depth + (nint)run * length + first) * columns;
            _kernels.Run(&args, last - first, columns, source + tap + first, gradient, c);
        }
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

    /// <summary>Copies a block's dy into panels, each of which holds all pixels of the block.</summary>
    private void FillGradient(in PixelBlock block, int group, int first, int last)
    {
        ConvPass pass = _plan.Pass;
        int columns = _kernels.Columns, tail = Math.Min(pass.Out - last * columns, 0);
        nint panelLength = (nint)block.Lines * block.Columns * columns;
        T* target = _gradient.Pointer;
        for (int line = 0; line < block.Lines; line++)
        {
            nint row = (nint)(block.Image + line / block.Rows) * pass.Height.Count + block.Row + line % block.Rows;
            nint pixel = row * pass.Width.Count + block.Column;
            T* source = _dy + pixel * pass.TargetC + group * pass.Out + first * columns;
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
