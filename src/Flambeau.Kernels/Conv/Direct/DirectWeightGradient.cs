using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// The gradient of the weight of any geometry: for each row of taps a matrix product of source pixels, transposed, with the gradient of
/// the output, summed block by block of pixels in a fixed order.
/// </summary>
internal static unsafe class DirectWeightGradient
{
    // A block's pixels and gradients, in bytes, stay in the last-level cache; sums are read and written once a block.
    private const long BlockBytes = 4 << 20;

    /// <summary>Writes dw = sum over pixels of x times dy.</summary>
    /// <param name="pass">The forward pass.</param>
    /// <param name="x">Its source.</param>
    /// <param name="dy">The gradient of its target.</param>
    /// <param name="dw">The gradient of its weight.</param>
    public static void Run<T>(ConvPass pass, T* x, T* dy, T* dw)
        where T : unmanaged, INumber<T>
    {
        TileKernels<T> tiles = TileKernels<T>.Best;
        int pitch = SourceBand.Pitch<T>(pass.In);
        long length = WeightPanels.Length(in pass, tiles.Columns);
        using Scratch<T> sums = Scratch<T>.Rent(length);
        PixelBlocks blocks = PixelBlocks.For<T>(pass, pitch, tiles.Columns, BlockBytes);
        using Scratch<T> source = Scratch<T>.Rent(blocks.SourceLength);
        using Scratch<T> gradient = Scratch<T>.Rent(blocks.GradientLength);
        T* sum = sums.Pointer;
        for (int group = 0; group < pass.Groups; group++)
        {
            T* groupSum = sum + group * (length / pass.Groups);
            for (int i = 0; i < blocks.Count; i++)
            {
                PixelBlock block = blocks.Block(i);
                GradientPack.Fill(pass, group, block, x, dy, pitch, tiles.Columns, source.Pointer, gradient.Pointer);
                Accumulate(pass, tiles, block, pitch, source.Pointer, gradient.Pointer, groupSum, i > 0);
            }
        }
        WeightPanels.Unpack(pass, tiles.Columns, sum, dw);
    }

    /// <summary>Adds one block's products to the sums, an item for each panel of target channels and row of taps.</summary>
    private static void Accumulate<T>(
        ConvPass pass, TileKernels<T> tiles, PixelBlock block, int pitch, T* source, T* gradient, T* sums, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        bool merge = pass.Width.Dilation == 1 && pitch == pass.In;
        int tapRuns = merge ? pass.Height.Taps : pass.Taps, channels = pass.Depth / tapRuns;
        int tileItems = (channels + tiles.Rows - 1) / tiles.Rows;
        int panels = WeightPanels.PerGroup(in pass, tiles.Columns), lines = block.Images * block.Rows;
        int width = pass.Width.Span(pass.Width.Count), bandRows = pass.Height.Span(block.Rows);
        Workers.For(panels * tapRuns * tileItems, (long)lines * pass.Width.Count * 32, (from, to) =>
        {
            using Scratch<nint> offsets = Scratch<nint>.Rent(lines);
            for (int line = 0; line < lines; line++)
            {
                int image = line / block.Rows, row = line % block.Rows;
                offsets.Pointer[line] = ((nint)image * bandRows + row * pass.Height.Stride) * width * pitch;
            }
            TileArgs<T> args = new()
            {
                ARuns = offsets.Pointer,
                Runs = lines,
                Steps = pass.Width.Count,
                ARow = 1,
                AStep = (nint)pass.Width.Stride * pitch,
                BStep = tiles.Columns,
                CRow = tiles.Columns,
                HasAddend = accumulate,
            };
            for (int i = from; i < to; i++)
            {
                int tile = i % tileItems, run = i / tileItems % tapRuns, panel = i / tileItems / tapRuns;
                int ky = merge ? run : run / pass.Width.Taps, kx = merge ? 0 : run % pass.Width.Taps;
                int first = (int)((long)channels * tile / tileItems), last = (int)((long)channels * (tile + 1) / tileItems);
                nint tap = ((nint)ky * pass.Height.Dilation * width + kx * pass.Width.Dilation) * pitch;
                T* b = gradient + (nint)panel * lines * pass.Width.Count * tiles.Columns;
                T* c = sums + ((nint)panel * pass.Depth + (nint)run * channels + first) * tiles.Columns;
                tiles.Run(&args, last - first, tiles.Columns, source + tap + first, b, c);
            }
        });
    }
}
