namespace Flambeau.Kernels;

/// <summary>
/// The gradient of the weight of a 3x3 convolution with stride 1 by the transposed algorithm: dW = G' (sum over tiles
/// of (B' x B) (A dy A')) G, block by block of tiles in a fixed order.
/// </summary>
internal static unsafe class WinogradWeightGradient<TTile>
    where TTile : struct, IWinogradTile
{
    // Larger than in the forward direction: the sums of all planes are read and written once a block.
    private const long SmallBlockBytes = 2 << 20;

    // Sums over more tiles are formed block by block, which keeps them accurate.
    private const long BlockTiles = 1024;

    /// <summary>Writes dw = sum over pixels of x times dy, for a forward pass.</summary>
    public static void Run(ConvPass pass, float* x, float* dy, float* dw)
    {
        TileKernels<float> kernels = TileKernels<float>.Best;
        int planes = TTile.Inputs * TTile.Inputs, columns = kernels.Columns;
        int row = WinogradLayout.Row(pass.In), width = WeightPanels.PerGroup(in pass, columns) * columns;
        long tileBytes = (long)planes * (row + width) * sizeof(float);
        long length = WinogradFilter<TTile>.Length(in pass, columns);
        WinogradTiles tiles = WinogradTiles.For(in pass, TTile.Outputs);
        long blockBytes = WinogradLayout.BlockBytes(tiles.Count * tileBytes, length * sizeof(float), SmallBlockBytes);
        tiles = tiles.Cut(Math.Min(blockBytes / tileBytes, BlockTiles));
        using Scratch<float> factors = Scratch<float>.Rent(planes * WinogradLayout.Plane(tiles.PerBlock, row));
        using Scratch<float> gradients = Scratch<float>.Rent(planes * WinogradLayout.Plane(tiles.PerBlock, width));
        using Scratch<float> sums = Scratch<float>.Rent(length);
        for (int block = 0; block < tiles.Blocks; block++)
        {
            WinogradInput<TTile>.Run(pass, tiles, block, x, factors.Pointer);
            OutputGradient(pass, tiles, block, columns, dy, gradients.Pointer);
            int count = tiles.Block(block).Count;
            Multiply(pass, kernels, count, factors.Pointer, gradients.Pointer, sums.Pointer, block > 0);
        }
        WinogradFilter<TTile>.Unpack(pass, columns, sums.Pointer, dw);
    }

    /// <summary>Writes A dy A' of a block's tiles as [plane][panel][tile][column].</summary>
    private static void OutputGradient(
        ConvPass pass, WinogradTiles tiles, int block, int columns, float* dy, float* planes)
    {
        (int first, int count) = tiles.Block(block);
        int size = TTile.Outputs, panels = WeightPanels.PerGroup(in pass, columns);
        nint plane = WinogradLayout.Plane(count, panels * columns);
        ConvPass target = pass with { In = pass.Out, Height = Whole(pass.Height), Width = Whole(pass.Width) };
        Workers.For(count, TTile.Inputs * TTile.Inputs * pass.Out, (from, to) =>
        {
            using Scratch<float> room = Scratch<float>.Rent(TransformStrides.BufferLength + ((long)size * size * columns));
            // Panel by panel: the tiles of one panel are neighbours in a plane, the panels of one tile are not.
            for (int panel = 0; panel < panels; panel++)
            {
                int used = Math.Min(columns, pass.Out - panel * columns);
                for (int i = from; i < to; i++)
                {
                    (int image, int y, int x) = tiles.Locate(first + i);
                    TTile.OutputGradient(
                        WinogradInput<TTile>.Strides(target, dy + (panel * columns), used, image, y, x, size, room.Pointer) with
                        {
                            Target = planes + ((nint)panel * count + i) * columns,
                            TargetRow = TTile.Inputs * plane,
                            TargetColumn = plane,
                        },
                        used);
                }
            }
        });
    }

    /// <summary>The output seen as a source.</summary>
    private static ConvAxis Whole(ConvAxis axis) => axis with { Source = axis.Target };

    /// <summary>Adds factors' * gradients of each plane to its sums; an item is a panel of one plane.</summary>
    private static void Multiply(
        ConvPass pass, TileKernels<float> kernels, int tiles,
        float* factors, float* gradients, float* sums, bool accumulate)
    {
        int columns = kernels.Columns, panels = WeightPanels.PerGroup(in pass, columns);
        int row = WinogradLayout.Row(pass.In);
        nint factorPlane = WinogradLayout.Plane(tiles, row);
        nint gradientPlane = WinogradLayout.Plane(tiles, panels * columns);
        nint sumPlane = WinogradLayout.WeightPlane(in pass, columns);
        int strips = (pass.In + kernels.Rows - 1) / kernels.Rows;

        // Where gradients do not stay in the second-level cache, the next panel comes while this one is multiplied.
        bool leaves = TTile.Inputs * TTile.Inputs * gradientPlane * sizeof(float) > WinogradLayout.CacheBytes;
        nint nextBytes = leaves ? (nint)tiles * columns * sizeof(float) : 0;
        Workers.For(TTile.Inputs * TTile.Inputs * panels, (long)tiles * pass.In * columns, (from, to) =>
        {
            nint zero = 0;
            TileArgs<float> args = new()
            {
                ARuns = &zero,
                Runs = 1,
                Steps = tiles,
                ARow = 1,
                AStep = row,
                BStep = columns,
                CRow = columns,
                HasAddend = accumulate,
            };
            for (int i = from; i < to; i++)
            {
                int plane = i / panels, panel = i % panels;
                float* a = factors + plane * factorPlane;
                float* b = gradients + plane * gradientPlane + (nint)panel * tiles * columns;
                float* c = sums + plane * sumPlane + (nint)panel * pass.In * columns;
                var ahead = new AheadOfTiles(b + (nint)tiles * columns, nextBytes, null, 0, strips, tiles);
                for (int strip = 0; strip < strips; strip++)
                {
                    ahead.Deal(&args, strip);
                    int first = (int)((long)pass.In * strip / strips);
                    int last = (int)((long)pass.In * (strip + 1) / strips);
                    kernels.Run(&args, last - first, columns, a + first, b, c + (nint)first * columns);
                }
            }
        });
    }
}
