namespace Flambeau.Kernels;

/// <summary>
/// 3x3 convolution with stride 1 by Winograd's minimal filtering, block by block of tiles: transform the inputs,
/// multiply each of the (m + 2)^2 planes with its weights, transform the sums back with the epilogue.
/// </summary>
internal static unsafe class WinogradConvolution<TTile>
    where TTile : struct, IWinogradTile
{
    // Factors and sums of a block that one thread works on, in its second-level cache.
    private const long SmallBlockBytes = 1 << 20;

    // With more, a strip that is not full weighs little.
    private const int FewStrips = 8;

    /// <summary>Whether the algorithm can run a pass.</summary>
    public static bool CanRun(in ConvPass pass) =>
        pass.Groups == 1 && pass.IsDense && pass is
        {
            Height: { Taps: 3, Stride: 1, Dilation: 1 },
            Width: { Taps: 3, Stride: 1, Dilation: 1 },
        };

    /// <summary>Writes the targets of a pass.</summary>
    public static void Run(ConvPass pass, ConvBuffers<float> buffers)
    {
        TileKernels<float> kernels = TileKernels<float>.Best;
        int planes = TTile.Inputs * TTile.Inputs;
        int factorRow = WinogradLayout.Row(pass.In), sumRow = WinogradLayout.SumRow(in pass, kernels.Columns);
        long tileBytes = (long)planes * (factorRow + sumRow) * sizeof(float);
        long weightLength = WinogradFilter<TTile>.Length(in pass, kernels.Columns);
        WinogradTiles tiles = WinogradTiles.For(in pass, TTile.Outputs);
        long blockBytes = WinogradLayout.BlockBytes(
            tiles.Count * tileBytes, weightLength * sizeof(float), SmallBlockBytes);
        tiles = tiles.Cut(WholeStrips(blockBytes / tileBytes, kernels.Rows));
        if (tiles.Blocks == 1)
        {
            RunBlocks(pass, kernels, tiles, 0, 1, null, buffers);
            return;
        }
        using Scratch<float> weights = Scratch<float>.Rent(weightLength);
        float* planesOfWeights = weights.Pointer;
        WinogradFilter<TTile>.Pack(pass, kernels.Columns, in buffers, planesOfWeights);
        if (tiles.Blocks >= 2 * Workers.Count)
        {
            // A thread for a block: what it runs inside stays on it.
            Workers.For(
                tiles.Blocks, (from, to) => RunBlocks(pass, kernels, tiles, from, to, planesOfWeights, buffers));
        }
        else
        {
            RunBlocks(pass, kernels, tiles, 0, tiles.Blocks, planesOfWeights, buffers);
        }
    }

    // The nearest whole number of strips, where they are few.
    private static long WholeStrips(long tiles, int rows) =>
        tiles < rows || tiles > FewStrips * rows ? tiles : (tiles + (rows / 2)) / rows * rows;

    private static void RunBlocks(
        ConvPass pass, TileKernels<float> kernels, WinogradTiles tiles, int from, int to,
        float* weights, ConvBuffers<float> buffers)
    {
        int planes = TTile.Inputs * TTile.Inputs, sumRow = WinogradLayout.SumRow(in pass, kernels.Columns);
        nint factorPlane = WinogradLayout.Plane(tiles.PerBlock, WinogradLayout.Row(pass.In));
        using Scratch<float> factors = Scratch<float>.Rent(planes * factorPlane);
        using Scratch<float> sums = Scratch<float>.Rent(planes * WinogradLayout.Plane(tiles.PerBlock, sumRow));
        for (int block = from; block < to; block++)
        {
            WinogradInput<TTile>.Run(pass, tiles, block, buffers.Source, factors.Pointer);
            int count = tiles.Block(block).Count;
            if (weights is null)
            {
                WinogradStream<TTile>.Multiply(pass, kernels, count, factors.Pointer, buffers, sums.Pointer);
            }
            else
            {
                Multiply(pass, kernels, count, factors.Pointer, weights, sums.Pointer);
            }
            WinogradOutput<TTile>.Run(pass, tiles, block, sums.Pointer, sumRow, buffers);
        }
    }

    /// <summary>One matrix product per plane; an item is a panel of target channels of one plane.</summary>
    private static void Multiply(
        ConvPass pass, TileKernels<float> kernels, int tiles, float* factors, float* weights, float* sums)
    {
        int columns = kernels.Columns, panels = WeightPanels.PerGroup(in pass, columns);
        int factorRow = WinogradLayout.Row(pass.In), sumRow = WinogradLayout.SumRow(in pass, columns);
        nint factorPlane = WinogradLayout.Plane(tiles, factorRow), sumPlane = WinogradLayout.Plane(tiles, sumRow);
        nint weightPlane = WinogradLayout.WeightPlane(in pass, columns);
        int strips = (tiles + kernels.Rows - 1) / kernels.Rows;

        // Where weights do not stay in the second-level cache, the next panel comes while this one is multiplied.
        bool leaves = WinogradFilter<TTile>.Length(in pass, columns) * sizeof(float) > WinogradLayout.CacheBytes / 2;
        nint weightBytes = leaves ? (nint)pass.In * columns * sizeof(float) : 0;
        Workers.For(TTile.Inputs * TTile.Inputs * panels, (long)tiles * pass.In * columns, (from, to) =>
        {
            nint zero = 0;
            TileArgs<float> args = new()
            {
                ARuns = &zero,
                Runs = 1,
                Steps = pass.In,
                ARow = factorRow,
                AStep = 1,
                BStep = columns,
                CRow = sumRow,
            };
            for (int i = from; i < to; i++)
            {
                int plane = i / panels, panel = i % panels;
                float* a = factors + plane * factorPlane, c = sums + plane * sumPlane + (nint)panel * columns;
                float* b = weights + plane * weightPlane + (nint)panel * pass.In * columns;
                var ahead = new AheadOfTiles(b + (nint)pass.In * columns, weightBytes, null, 0, strips, pass.In);
                for (int strip = 0; strip < strips; strip++)
                {
                    ahead.Deal(&args, strip);
                    int first = (int)((long)tiles * strip / strips), last = (int)((long)tiles * (strip + 1) / strips);
                    kernels.Run(&args, last - first, columns, a + (nint)first * factorRow, b, c + (nint)first * sumRow);
                }
            }
        });
    }
}
