namespace Flambeau.Kernels;

/// <summary>
/// Weights as the micro-kernels read them: [group][panel][tap][source channel][column], where a panel is as many target channels as a
/// tile has columns, the last one filled up with zeros.
/// </summary>
internal static unsafe class WeightPanels
{
    private const int ChannelsPerItem = 16;

    /// <summary>Panels of one group.</summary>
    public static int PerGroup(in ConvPass pass, int columns) => (pass.Out + columns - 1) / columns;

    /// <summary>Elements of all panels.</summary>
    public static long Length(in ConvPass pass, int columns) =>
        (long)pass.Groups * PerGroup(in pass, columns) * pass.Depth * columns;

    /// <summary>Writes the panels of a weight.</summary>
    public static void Pack<T>(ConvPass pass, int columns, T* weight, T* panels)
        where T : unmanaged =>
        ForBlocks(pass, columns, (group, panel, channel, count) =>
        {
            int width = Math.Min(columns, pass.Out - panel * columns);
            T* source = weight + (long)group * pass.WeightGroup + (long)panel * columns * pass.WeightOut;
            T* target = panels + ((long)group * PerGroup(in pass, columns) + panel) * pass.Depth * columns;
            for (int c = channel; c < channel + count; c++)
            {
                for (int tap = 0; tap < pass.Taps; tap++)
                {
                    T* from = source + (long)c * pass.WeightIn + pass.TapIndex(tap / pass.Width.Taps, tap % pass.Width.Taps);
                    T* to = target + ((long)tap * pass.In + c) * columns;
                    for (int i = 0; i < width; i++)
                    {
                        to[i] = from[(long)i * pass.WeightOut];
                    }
                    new Span<T>(to + width, columns - width).Clear();
                }
            }
        });

    /// <summary>Writes a weight from its panels.</summary>
    public static void Unpack<T>(ConvPass pass, int columns, T* panels, T* weight)
        where T : unmanaged =>
        ForBlocks(pass, columns, (group, panel, channel, count) =>
        {
            int width = Math.Min(columns, pass.Out - panel * columns);
            T* source = panels + ((long)group * PerGroup(in pass, columns) + panel) * pass.Depth * columns;
            T* target = weight + (long)group * pass.WeightGroup + (long)panel * columns * pass.WeightOut;
            for (int c = channel; c < channel + count; c++)
            {
                for (int tap = 0; tap < pass.Taps; tap++)
                {
                    T* from = source + ((long)tap * pass.In + c) * columns;
                    T* to = target + (long)c * pass.WeightIn + pass.TapIndex(tap / pass.Width.Taps, tap % pass.Width.Taps);
                    for (int i = 0; i < width; i++)
                    {
                        to[(long)i * pass.WeightOut] = from[i];
                    }
                }
            }
        });

    /// <summary>Calls the body for blocks of (group, panel, first source channel, source channels).</summary>
    private static void ForBlocks(ConvPass pass, int columns, Action<int, int, int, int> body)
    {
        int panels = PerGroup(in pass, columns), chunks = (pass.In + ChannelsPerItem - 1) / ChannelsPerItem;
        long cost = (long)Math.Min(pass.In, ChannelsPerItem) * pass.Taps * columns;
        Workers.For(pass.Groups * panels * chunks, cost, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                int channel = i % chunks * ChannelsPerItem;
                body(i / chunks / panels, i / chunks % panels, channel, Math.Min(ChannelsPerItem, pass.In - channel));
            }
        });
    }
}
