using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Some source channels of one panel of a weight, turned so that the columns (target channels) of each tap lie beside
/// each other: [channel][tap of the kernel][column].
/// </summary>
internal readonly unsafe ref struct WeightBlock<T>
    where T : unmanaged, INumber<T>
{
    private readonly ref readonly ConvPass _pass;
    private readonly T* _weight;
    private readonly T* _values;
    private readonly int _used;
    private readonly int _columns;
    private readonly int _channels;

    /// <summary>
    /// The block from source channel <paramref name="channel"/> of panel <paramref name="panel"/>, which is in
    /// <paramref name="room"/> once it was read, or in the turned weight, if there is one.
    /// </summary>
    public WeightBlock(
        in ConvPass pass, int columns, T* weight, T* turned, int group, int panel, int channel, int channels, T* room)
    {
        _pass = ref pass;
        _channels = channels;
        _columns = columns;
        _used = Math.Min(columns, pass.Out - panel * columns);
        nint first = (nint)panel * columns * pass.WeightOut + (nint)channel * pass.WeightIn;
        _weight = weight + (nint)group * pass.WeightGroup + first;
        IsTurned = turned is not null;
        _values = IsTurned ? turned + TurnedIndex(in pass, columns, group, panel, channel) : room;
    }

    /// <summary>Whether the weight was turned before.</summary>
    public bool IsTurned { get; }

    /// <summary>Where a block starts in a <see cref="TurnedWeight{T}"/>.</summary>
    public static nint TurnedIndex(in ConvPass pass, int columns, int group, int panel, int channel) =>
        ((((nint)group * WeightPanels.PerGroup(in pass, columns)) + panel) * pass.In + channel) * KernelTaps(in pass) * columns;

    /// <summary>The most source channels of a block: a few hundred elements of each target channel.</summary>
    public static int MostChannels(in ConvPass pass) => Math.Clamp(256 / KernelTaps(in pass) & -16, 16, 128);

    /// <summary>Elements of room that a block needs.</summary>
    public static long RoomLength(in ConvPass pass, int columns) =>
        (long)columns * MostChannels(in pass) * KernelTaps(in pass);

    /// <summary>Reads the block; columns without a target channel are zero.</summary>
    public void Load()
    {
        if (IsTurned)
        {
            return;
        }
        int taps = KernelTaps(in _pass);
        if (_used < _columns)
        {
            new Span<T>(_values, _channels * taps * _columns).Clear();
        }
        // In the forward order all taps of a block's channels are neighbours, in the transposed order those of one.
        bool forward = _pass.WeightIn == taps;
        int lines = forward ? 1 : _channels, length = forward ? _channels * taps : taps;
        for (int i = 0; i < lines; i++)
        {
            T* source = _weight + (nint)i * _pass.WeightIn;
            Transpose.Copy(length, _used, source, _pass.WeightOut, _values + (nint)i * length * _columns, _columns);
        }
    }

    /// <summary>
    /// Asks for a share of the block that follows, so that it is on its way from memory while this one's channel
    /// <paramref name="channel"/> is worked on.
    /// </summary>
    public void PrefetchNext(int channel)
    {
        int length = _channels * KernelTaps(in _pass);
        int last = !IsTurned && _pass.WeightIn == KernelTaps(in _pass) ? (channel + 1) * _used / _channels : 0;
        for (int row = channel * _used / _channels; row < last; row++)
        {
            Prefetch.Read(_weight + (nint)row * _pass.WeightOut + length, length);
        }
    }

    /// <summary>Writes the block to the weight, whose order must be the forward one.</summary>
    public void Save() =>
        Transpose.Copy(_used, _channels * KernelTaps(in _pass), _values, _columns, _weight, _pass.WeightOut);

    /// <summary>All columns of one tap of the block's channel <paramref name="channel"/>.</summary>
    public T* Columns(int channel, int tap) =>
        _values + ((nint)channel * KernelTaps(in _pass)
            + _pass.TapIndex(tap / _pass.Width.Taps, tap % _pass.Width.Taps)) * _columns;

    private static int KernelTaps(in ConvPass pass) => Math.Min(pass.WeightIn, pass.WeightOut);
}
