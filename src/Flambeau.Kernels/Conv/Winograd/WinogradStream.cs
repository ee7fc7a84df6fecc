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
    private readonly int _chunk;
    private readonly float* _factors;
    private readonly float* _sums;
    private readonly float* _weights;

    private WinogradStream(
        in ConvPass pass, TileKernels<float> kernels, int tiles, int ranges, float* factors, in ConvBuffers<float> buffers, float* sums,
        float* room)
    {
        _pass = ref pass;
        _buffers = ref buffers;
        _kernels = kernels;
        _columns = kernels.Columns;
        _tiles = tiles;
        _ranges = ranges;
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
        // Where there are fewer panels than threads can share evenly, they share the tiles as well.
        int ranges = Math.Clamp(4 * Workers.Count / panels, 1, Math.Max(1, tiles / FewTiles));
        Workers.For(panels * ranges, (long)Planes * tiles * pass.In, (from, to) =>
        {
            using Scratch<float> room = Scratch<float>.Rent(
                Planes * PlaneLength(Chunk(in pass, columns), columns) + WinogradFilter<TTile>.RoomLength(in pass, columns));
            var stream = new WinogradStream<TTile>(in pass, kernels, tiles, ranges, factors, in buffers, sums, room.Pointer);
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

    private static nint PlaneLength(int channels, int columns) => (nint)channels * columns + 16;

    /// <summary>A panel of target channels of a range of tiles.</summary>
    private void Run(int item, bool isLast)
    {
        for (int channel = 0; channel < _pass.In; channel += _chunk)
        {
            int channels = Math.Min(_chunk, _pass.In - channel);
            Pack(item / _ranges, channel, channels);
            MultiplyChunk(item, channel, channels, isLast && channel + _chunk >= _pass.In ? null : NextTurned(item, channel + channels));
        }
    }

    private void Pack(int panel, int channel, int channels)
    {
        float* room = _weights + Planes * WeightPlane;
        int most = WeightBlock<float>.MostChannels(in _pass);
        for (int c = 0; c < channels; c += most)
        {
            WinogradFilter<TTile>.PackBlock(
                in _pass, _columns, in _buffers, panel, channel + c, Math.Min(most, channels - c), room,
                _weights + (nint)c * _columns, WeightPlane);
        }
    }

    /// <summary>What of a turned weight is used after the channels before <paramref name="channel"/>; null where none was turned.</summary>
    private float* NextTurned(int item, int channel)
    {
        bool goesOn = channel < _pass.In;
        nint index = WeightBlock<float>.TurnedIndex(in _pass, _columns, 0, (goesOn ? item : item + 1) / _ranges, goesOn ? channel : 0);
        return _buffers.Turned is null ? null : _buffers.Turned + index;
    }

    private void MultiplyChunk(int item, int channel, int channels, float* next)
    {
        int factorRow = WinogradLayout.Row(_pass.In), sumRow = WinogradLayout.SumRow(in _pass, _columns);
        nint factorPlane = WinogradLayout.Plane(_tiles, factorRow), sumPlane = WinogradLayout.Plane(_tiles, sumRow);
        int first = Blocking.Part(_tiles, _ranges, item % _ranges), last = Blocking.Part(_tiles, _ranges, item % _ranges + 1);
        float* factors = _factors + channel, sums = _sums + (nint)(item / _ranges) * _columns;
        nint zero = 0;
        TileArgs<float> args = new()
        {
            ARuns = &zero,
            Runs = 1,
            Steps = channels,
            ARow = factorRow,
            AStep = 1,
            BStep = _columns,
            CRow = sumRow,
            HasAddend = channel > 0,
        };
        int strips = (last - first + _kernels.Rows - 1) / _kernels.Rows;
        nint nextBytes = next is null ? 0 : (nint)channels * _pass.Taps * _columns * sizeof(float);
        var ahead = new AheadOfTiles(next, nextBytes, null, 0, Planes * strips, channels);
        for (int plane = 0; plane < Planes; plane++)
        {
            for (int strip = 0; strip < strips; strip++)
            {
                ahead.Deal(&args, (plane * strips) + strip);
                int from = first + Blocking.Part(last - first, strips, strip), to = first + Blocking.Part(last - first, strips, strip + 1);
                _kernels.Run(
                    &args, to - from, _columns, factors + plane * factorPlane + (nint)from * factorRow,
                    _weights + plane * WeightPlane, sums + plane * sumPlane + (nint)from * sumRow);
            }
        }
    }
}
