using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Weights as the micro-kernels read them: [group][panel][tap][source channel][column], where a panel is as many target
/// channels as a tile has columns, the last one filled up with zeros.
/// </summary>
internal static unsafe class WeightPanels
{
    /// <summary>Work on some source channels of a panel, with room for a <see cref="WeightBlock{T}"/>.</summary>
    public delegate void BlockAction(int group, int panel, int channel, int channels, nint room);

    /// <summary>Panels of one group.</summary>
    public static int PerGroup(in ConvPass pass, int columns) => (pass.Out + columns - 1) / columns;

    /// <summary>Elements of all panels.</summary>
    public static long Length(in ConvPass pass, int columns) =>
        (long)pass.Groups * PerGroup(in pass, columns) * pass.Depth * columns;

    /// <summary>Writes the panels of a weight, each target channel times its scale if there is one.</summary>
    public static void Pack<T>(ConvPass pass, int columns, ConvBuffers<T> buffers, T* panels)
        where T : unmanaged, INumber<T> =>
        ForBlocks<T>(pass, columns, 0, (group, panel, channel, channels, room) =>
        {
            var block = new WeightBlock<T>(
                in pass, columns, buffers.Weight, buffers.Turned, group, panel, channel, channels, (T*)room);
            block.Load();
            T* scale = buffers.Scale is null ? null : buffers.Scale + group * pass.Out + panel * columns;
            int used = Math.Min(columns, pass.Out - panel * columns);
            T* target = panels + PanelIndex(in pass, columns, group, panel);
            for (int tap = 0; tap < pass.Taps; tap++)
            {
                T* to = target + ((nint)tap * pass.In + channel) * columns;
                for (int c = 0; c < channels; c++, to += columns)
                {
                    Unsafe.CopyBlockUnaligned(to, block.Columns(c, tap), (uint)(columns * sizeof(T)));
                    if (scale is not null)
                    {
                        Multiply(to, scale, used);
                    }
                }
            }
        });

    /// <summary>Writes a weight from its panels; the pass must use all taps in the forward order.</summary>
    public static void Unpack<T>(ConvPass pass, int columns, T* panels, T* weight)
        where T : unmanaged, INumber<T> =>
        ForBlocks<T>(pass, columns, 0, (group, panel, channel, channels, room) =>
        {
            var block = new WeightBlock<T>(in pass, columns, weight, null, group, panel, channel, channels, (T*)room);
            T* source = panels + PanelIndex(in pass, columns, group, panel);
            for (int tap = 0; tap < pass.Taps; tap++)
            {
                T* from = source + ((nint)tap * pass.In + channel) * columns;
                for (int c = 0; c < channels; c++, from += columns)
                {
                    Unsafe.CopyBlockUnaligned(block.Columns(c, tap), from, (uint)(columns * sizeof(T)));
                }
            }
            block.Save();
        });

    /// <summary>
    /// Calls the body for all blocks of a weight; <paramref name="extra"/> elements of room are the body's own.
    /// </summary>
    public static void ForBlocks<T>(ConvPass pass, int columns, int extra, BlockAction body)
        where T : unmanaged, INumber<T>
    {
        int most = WeightBlock<T>.MostChannels(in pass), panels = PerGroup(in pass, columns);
        int chunks = (pass.In + most - 1) / most;
        Workers.For(pass.Groups * panels * chunks, (long)Math.Min(pass.In, most) * pass.Taps * columns, (from, to) =>
        {
            using Scratch<T> room = Scratch<T>.Rent(WeightBlock<T>.RoomLength(in pass, columns) + extra);
            for (int i = from; i < to; i++)
            {
                int channel = i % chunks * most, channels = Math.Min(most, pass.In - channel);
                body(i / chunks / panels, i / chunks % panels, channel, channels, (nint)room.Pointer);
            }
        });
    }

    private static void Multiply<T>(T* values, T* scale, int count)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Vector.Load(values + i) * Vector.Load(scale + i)).Store(values + i);
        }
        for (; i < count; i++)
        {
            values[i] *= scale[i];
        }
    }

    private static nint PanelIndex(in ConvPass pass, int columns, int group, int panel) =>
        ((nint)group * PerGroup(in pass, columns) + panel) * pass.Depth * columns;
}
