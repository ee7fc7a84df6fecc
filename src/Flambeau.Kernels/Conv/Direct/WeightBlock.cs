using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Some source channels of one panel of a weight. Rows of a weight lie a power of two apart in most networks, which is
/// hard on caches: they are copied beside each other first.
/// </summary>
internal readonly unsafe ref struct WeightBlock<T>
    where T : unmanaged
{
    /// <summary>The most source channels of a block.</summary>
    public const int MostChannels = 16;

    private readonly ref readonly ConvPass _pass;
    private readonly T* _weight;
    private readonly T* _room;
    private readonly int _used;
    private readonly int _channels;
    private readonly bool _copied;

    /// <summary>The block from source channel <paramref name="channel"/> of panel <paramref name="panel"/>.</summary>
    public WeightBlock(
        in ConvPass pass, int columns, T* weight, int group, int panel, int channel, int channels, T* room)
    {
        _pass = ref pass;
        _channels = channels;
        _used = Math.Min(columns, pass.Out - panel * columns);
        nint first = (nint)panel * columns * pass.WeightOut + (nint)channel * pass.WeightIn;
        _weight = weight + (nint)group * pass.WeightGroup + first;
        // In the forward order a target channel's weights are contiguous; in the transposed order columns are
        // neighbours anyway.
        _copied = pass.WeightOut > pass.WeightIn;
        _room = room;
    }

    private int RowLength => _channels * _pass.WeightIn;

    /// <summary>Elements of room that a block needs.</summary>
    public static long RoomLength(in ConvPass pass, int columns) =>
        pass.WeightOut > pass.WeightIn ? (long)columns * MostChannels * pass.WeightIn : 0;

    /// <summary>Copies the rows of the block from the weight into the room, where that helps.</summary>
    public void Load()
    {
        for (int i = 0; i < _used && _copied; i++)
        {
            T* row = _weight + (nint)i * _pass.WeightOut;
            Unsafe.CopyBlockUnaligned(_room + i * RowLength, row, (uint)(RowLength * sizeof(T)));
        }
    }

    /// <summary>Copies the rows of the block from the room to the weight.</summary>
    public void Save()
    {
        for (int i = 0; i < _used && _copied; i++)
        {
            T* row = _weight + (nint)i * _pass.WeightOut;
            Unsafe.CopyBlockUnaligned(row, _room + i * RowLength, (uint)(RowLength * sizeof(T)));
        }
    }

    /// <summary>
    /// Reads all columns of one tap of the block's channel <paramref name="channel"/>, zeros where there is no target
    /// channel.
    /// </summary>
    public void Read(int channel, int tap, T* target, int columns)
    {
        T* source = Element(channel, tap, out nint step);
        for (int i = 0; i < _used; i++, source += step)
        {
            target[i] = *source;
        }
        for (int i = _used; i < columns; i++)
        {
            target[i] = default;
        }
    }

    /// <summary>Writes all columns of one tap of the block's channel <paramref name="channel"/>.</summary>
    public void Write(int channel, int tap, T* source)
    {
        T* target = Element(channel, tap, out nint step);
        for (int i = 0; i < _used; i++, target += step)
        {
            *target = source[i];
        }
    }

    private T* Element(int channel, int tap, out nint step)
    {
        step = _copied ? RowLength : _pass.WeightOut;
        int at = channel * _pass.WeightIn + _pass.TapIndex(tap / _pass.Width.Taps, tap % _pass.Width.Taps);
        return (_copied ? _room : _weight) + at;
    }
}
