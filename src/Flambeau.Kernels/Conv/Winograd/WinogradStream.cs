namespace Flambeau.Kernels;

/// <summary>
/// The products of Winograd's algorithm when every weight is used for one block of tiles only: the factors of a
/// weight are made a few channels at a time, used, and forgotten, so that a weight is read from memory once and its
/// larger transformed form never leaves the second-level cache.
/// </summary>
internal readonly unsafe ref struct WinogradStream<TTile>
    where TTile : struct, IWinogradTile
{
    // Transformed weights of some source channels of one panel: less than a second-level cache.
    private const long ChunkBytes = 384 << 10;

    // A weight is transformed anew for each range of tiles, which must be worth it.
    private const int FewTiles = 64;

    private readonly ref readonly ConvPass _pass;
    private readonly ref readonly ConvBuffers<float> _buffers;
    private readonly TileKernels<float> _kernels;
    private readonly int _columns;
    private readonly int _tiles;
    private readonly int _ranges;
    private readonly int _together;
    private readonly int _chunk;
    private readonly float* _factors;
    private readonly float* _sums;
    private readonly float* _weights;

    private WinogradStream(
        in ConvPass pass, TileKernels<float> kernels, int tiles, int ranges, int together, float* factors, in ConvBuffers<float> buffers,
        float* sums, float* room)
    {
        _pass = ref pass;
        _buffers = ref buffers;
        _kernels = kernels;
        _columns = kernels.Columns;
        _tiles = tiles;
        _ranges = ranges;
        _together = together;
        _chunk = Chunk(in pass, _columns);
        _factors = factors;
        _sums = sums;
        _weights = room;
    }

    private static int Planes => TTile.Inputs * TTile.Inputs;

    // From a plane of transformed weights to the next.
    private nint WeightPlane => PlaneLength(_chunk, _columns);

    /// <summary>Writes the sums [plane][tile][panel][column] of all tiles.</summary>
    public static void Multiply(
        ConvPass pass, TileKernels<float> kernels, int tiles, float* factors, ConvBuffers<float> buffers, float* sums)
    {
        int columns = kernels.Columns, panels = WeightPanels.PerGroup(in pass, columns);
        int together = Together(in pass, tiles, panels), groups = Blocking.Panels(panels, together);
        // Where there are fewer panels than threads can share evenly, they share the tiles as well.
        int ranges = Math.Clamp(4 * Workers.Count / groups, 1, Math.Max(1, tiles / FewTiles));
        Workers.For(groups * ranges, (long)Planes * tiles * pass.In, (from, to) =>
        {
            using Scratch<float> room = Scratch<float>.Rent(
                together * Planes * PlaneLength(Chunk(in pass, columns), columns) + WinogradFilter<TTile>.RoomLength(in pass, columns));
            var stream = new WinogradStream<TTile>(in pass, kernels, tiles, ranges, together, factors, in buffers, sums, room.Pointer);
            for (int i = from; i < to; i++)
            {
                stream.Run(i, isLast: i + 1 == to);
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

    /// <summary>Panels that share what is read of the factors: two where these leave the second-level cache and all threads still find work.</summary>
    private static int Together(in ConvPass pass, int tiles, int panels)
    {
        bool isMany = tiles >= FewTiles && (long)Planes * tiles * pass.In * sizeof(float) > WinogradLayout.CacheBytes;
        return isMany && panels / 2 * (tiles / FewTiles) >= 2 * Workers.Count ? 2 : 1;
    }

    private static nint PlaneLength(int channels, int columns) => (nint)channels * columns + 16;

    /// <summary>Some panels of target channels of a range of tiles.</summary>
    private void Run(int item, bool isLast)
    {
        int range = item % _ranges, panel = item / _ranges * _together;
        int panels = Panels(panel);
        int next = isLast ? -1 : (item + 1) / _ranges * _together;
        for (int channel = 0; channel < _pass.In; channel += _chunk)
        {
            int channels = Math.Min(_chunk, _pass.In - channel);
            for (int i = 0; i < panels; i++)
            {
                Pack(panel + i, channel, channels, Weights(i));
            }

            MultiplyChunk(range, panel, panels, channel, channels, next);
        }
    }

    // The panels of the item that begins with one.
    private int Panels(int first) => Math.Min(_together, WeightPanels.PerGroup(in _pass, _columns) - first);

    // The transformed weights of a panel.
    private float* Weights(int panel) => _weights + panel * Planes * WeightPlane;

    private void Pack(int panel, int channel, int channels, float* target)
    {
        float* room = Weights(_together);
        int most = WeightBlock<float>.MostChannels(in _pass);
        for (int c = 0; c < channels; c += most)
        {
            WinogradFilter<TTile>.PackBlock(
                in _pass, _columns, in _buffers, panel, channel + c, Math.Min(most, channels - c), room,
                target + (nint)c * _columns, WeightPlane);
        }
    }

    /// <summary>What of turned weights the next chunk of channels uses, or the next panels; nothing where none was turned.</summary>
    private AheadOfTiles NextWeights(int panel, int panels, int channel, int channels, int nextPanel, int tiles)
    {
        int next = channel + channels < _pass.In ? channel + channels : 0;
        (int first, int count) = next > 0 ? (panel, panels) : (nextPanel, nextPanel < 0 ? 0 : Panels(nextPanel));
        nint bytes = _buffers.Turned is null ? 0 : (nint)channels * _pass.Taps * _columns * sizeof(float);
        (nint firstBytes, nint secondBytes) = (count > 0 ? bytes : 0, count > 1 ? bytes : 0);
        return new AheadOfTiles(Turned(first, next), firstBytes, Turned(first + 1, next), secondBytes, tiles, channels);
    }

    private float* Turned(int panel, int channel) =>
        _buffers.Turned + WeightBlock<float>.TurnedIndex(in _pass, _columns, 0, panel, channel);

    private void MultiplyChunk(int range, int panel, int panels, int channel, int channels, int nextPanel)
    {
        int factorRow = WinogradLayout.Row(_pass.In), sumRow = WinogradLayout.SumRow(in _pass, _columns);
        nint factorPlane = WinogradLayout.Plane(_tiles, factorRow), sumPlane = WinogradLayout.Plane(_tiles, sumRow);
        int first = Blocking.Part(_tiles, _ranges, range), count = Blocking.Part(_tiles, _ranges, range + 1) - first;
        float* factors = _factors + channel + (nint)first * factorRow, sums = _sums + (nint)panel * _columns + (nint)first * sumRow;
        nint zero = 0;
        TileArgs<float> args = new() { ARuns = &zero, Runs = 1, Steps = channels, AStep = 1, BStep = _columns, HasAddend = channel > 0 };
        (args.ARow, args.CRow) = (factorRow, sumRow);
        // The first of several panels asks for the rows that follow, the others for weights.
        int strips = Blocking.Panels(count, _kernels.Rows), asksRows = panels > 1 ? 1 : 0, others = panels - asksRows;
        var weights = NextWeights(panel, panels, channel, channels, nextPanel, Planes * strips * others);
        Stretches rows = Stretches.Of(new Factor<float>(factors, factorRow, 1), _kernels.Rows, channels);
        nint* lines = stackalloc nint[(int)rows.Lines];
        rows.List(1, lines, (int)rows.Lines);
        for (int i = 0, strip = 0, plane = 0; i < Planes * strips; i++)
        {
            int from = Blocking.Part(count, strips, strip), to = Blocking.Part(count, strips, strip + 1);
            float* a = factors + plane * factorPlane + (nint)from * factorRow, c = sums + plane * sumPlane + (nint)from * sumRow;
            (int nextStrip, int nextPlane) = strip + 1 < strips ? (strip + 1, plane) : (0, plane + 1);
            int next = Blocking.Part(count, strips, nextStrip), nextCount = Blocking.Part(count, strips, nextStrip + 1) - next;
            args.Ask(factors + nextPlane * factorPlane + (nint)next * factorRow, lines, asksRows * nextCount * rows.LinesEach);
            for (int j = 0; j < panels; j++)
            {
                if (j >= asksRows)
                {
                    weights.Deal(&args, (i * others) + j - asksRows);
                }

                _kernels.Run(&args, to - from, _columns, a, Weights(j) + plane * WeightPlane, c + (nint)j * _columns);
            }

            (strip, plane) = (nextStrip, nextPlane);
        }
    }
}
