namespace Flambeau.Kernels;

/// <summary>
/// The products of Winograd's algorithm when every weight is used for one block of tiles only: the factors of a
/// weight are made a few channels at a time, used, and forgotten, so that a weight is read from memory once and its
/// larger transformed form never leaves the second-level cache.
/// </summary>
internal static unsafe class WinogradStream<TTile>
    where TTile : struct, IWinogradTile
{
    // Transformed weights of some source channels of one panel: less than a second-level cache.
    private const long ChunkBytes = 384 << 10;

    // A weight is transformed anew for each range of tiles, which must be worth it.
    private const int FewTiles = 64;

    private static int Planes => TTile.Inputs * TTile.Inputs;

    /// <summary>Writes the sums [plane][tile][panel][column] of all tiles.</summary>
    public static void Multiply(
        ConvPass pass, TileKernels<float> kernels, int tiles, float* factors, ConvBuffers<float> buffers, float* sums)
    {
        int columns = kernels.Columns, panels = WeightPanels.PerGroup(in pass, columns);
        int chunk = Chunk(in pass, columns);
        // Where there are fewer panels than threads can share evenly, they share the tiles as well.
        int ranges = Math.Clamp(4 * Workers.Count / panels, 1, Math.Max(1, tiles / FewTiles));
        Workers.For(panels * ranges, (long)Planes * tiles * pass.In, (from, to) =>
        {
            nint plane = PlaneLength(chunk, columns);
            using Scratch<float> room = Scratch<float>.Rent(
                Planes * plane + WinogradFilter<TTile>.RoomLength(in pass, columns));
            for (int i = from; i < to; i++)
            {
                int first = (int)((long)tiles * (i % ranges) / ranges);
                int last = (int)((long)tiles * (i % ranges + 1) / ranges);
                for (int channel = 0; channel < pass.In; channel += chunk)
                {
                    int channels = Math.Min(chunk, pass.In - channel);
                    bool isLast = i + 1 == to && channel + chunk >= pass.In;
                    float* next = isLast ? null : NextTurned(in pass, columns, in buffers, i, ranges, channel + channels);
                    Pack(in pass, columns, in buffers, i / ranges, channel, channels, room.Pointer, plane);
                    MultiplyChunk(
                        in pass, kernels, tiles, first, last, factors + channel, channels, channel > 0,
                        room.Pointer, plane, sums + (nint)(i / ranges) * columns, next);
                }
            }
        });
    }

    /// <summary>Source channels in work at a time, a whole number of blocks of the weight.</summary>
    private static int Chunk(in ConvPass pass, int columns)
    {
        int block = WeightBlock<float>.MostChannels(in pass);
        long most = Math.Max(1, ChunkBytes / ((long)Planes * columns * sizeof(float)));
        long chunks = (pass.In + most - 1) / most;
        return (int)((pass.In + chunks - 1) / chunks + block - 1) / block * block;
    }

    /// <summary>What of a turned weight is needed after the channels before <paramref name="channel"/> of an item; null where none was turned.</summary>
    private static float* NextTurned(in ConvPass pass, int columns, in ConvBuffers<float> buffers, int item, int ranges, int channel)
    {
        int panel = (channel < pass.In ? item : item + 1) / ranges;
        return buffers.Turned is null
            ? null
            : buffers.Turned + WeightBlock<float>.TurnedIndex(in pass, columns, 0, panel, channel < pass.In ? channel : 0);
    }

    private static nint PlaneLength(int channels, int columns) => (nint)channels * columns + 16;

    private static void Pack(
        in ConvPass pass, int columns, in ConvBuffers<float> buffers, int panel, int channel, int channels,
        float* factors, nint plane)
    {
        float* room = factors + Planes * plane;
        int most = WeightBlock<float>.MostChannels(in pass);
        for (int c = 0; c < channels; c += most)
        {
            WinogradFilter<TTile>.PackBlock(
                in pass, columns, in buffers, panel, channel + c, Math.Min(most, channels - c), room,
                factors + (nint)c * columns, plane);
        }
    }

    private static void MultiplyChunk(
        in ConvPass pass, TileKernels<float> kernels, int tiles, int first, int last, float* factors, int channels,
        bool accumulate, float* weights, nint weightPlane, float* sums, float* next)
    {
        int columns = kernels.Columns, factorRow = WinogradLayout.Row(pass.In);
        int sumRow = WinogradLayout.SumRow(in pass, columns);
        nint factorPlane = WinogradLayout.Plane(tiles, factorRow), sumPlane = WinogradLayout.Plane(tiles, sumRow);
        nint zero = 0;
        TileArgs<float> args = new()
        {
            ARuns = &zero,
            Runs = 1,
            Steps = channels,
            ARow = factorRow,
            AStep = 1,
            BStep = columns,
            CRow = sumRow,
            HasAddend = accumulate,
        };
        int strips = (last - first + kernels.Rows - 1) / kernels.Rows;
        nint nextBytes = next is null ? 0 : (nint)channels * pass.Taps * columns * sizeof(float);
        var ahead = new AheadOfTiles(next, nextBytes, null, 0, Planes * strips, channels);
        for (int plane = 0; plane < Planes; plane++)
        {
            for (int strip = 0; strip < strips; strip++)
            {
                ahead.Deal(&args, (plane * strips) + strip);
                int from = first + (int)((long)(last - first) * strip / strips);
                int to = first + (int)((long)(last - first) * (strip + 1) / strips);
                kernels.Run(
                    &args, to - from, columns, factors + plane * factorPlane + (nint)from * factorRow,
                    weights + plane * weightPlane, sums + plane * sumPlane + (nint)from * sumRow);
            }
        }
    }
}
