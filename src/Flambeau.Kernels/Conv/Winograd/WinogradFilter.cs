namespace Flambeau.Kernels;

/// <summary>3x3 weights to planes of factors [plane][panel][source channel][column], and gradients the way back.</summary>
internal static unsafe class WinogradFilter<TTile>
    where TTile : struct, IWinogradTile
{
    private const int Taps = 9;
    private const int ChannelsPerItem = 16;

    /// <summary>Floats of all planes.</summary>
    public static long Length(in ConvPass pass, int columns) =>
        (long)TTile.Inputs * TTile.Inputs * WinogradLayout.WeightPlane(in pass, columns);

    /// <summary>Writes the factors of a weight.</summary>
    public static void Pack(ConvPass pass, int columns, float* weight, float* planes) =>
        ForChannels(pass, columns, (panel, channel, room) =>
        {
            float* kernel = (float*)room + TransformStrides.BufferLength;
            int used = Math.Min(columns, pass.Out - panel * columns);
            for (int tap = 0; tap < Taps; tap++)
            {
                float* from = weight + WeightIndex(in pass, columns, panel, channel, tap);
                for (int i = 0; i < used; i++)
                {
                    kernel[tap * columns + i] = from[(nint)i * pass.WeightOut];
                }
                new Span<float>(kernel + tap * columns + used, columns - used).Clear();
            }
            nint plane = WinogradLayout.WeightPlane(in pass, columns);
            TTile.Filter(
                new TransformStrides
                {
                    Source = kernel,
                    SourceRow = 3 * columns,
                    SourceColumn = columns,
                    Target = planes + ((nint)panel * pass.In + channel) * columns,
                    TargetRow = TTile.Inputs * plane,
                    TargetColumn = plane,
                    Buffer = (float*)room,
                },
                columns);
        });

    /// <summary>Writes the gradient of a weight from that of its factors.</summary>
    public static void Unpack(ConvPass pass, int columns, float* planes, float* weight) =>
        ForChannels(pass, columns, (panel, channel, room) =>
        {
            float* kernel = (float*)room + TransformStrides.BufferLength;
            int used = Math.Min(columns, pass.Out - panel * columns);
            nint plane = WinogradLayout.WeightPlane(in pass, columns);
            TTile.FilterGradient(
                new TransformStrides
                {
                    Source = planes + ((nint)panel * pass.In + channel) * columns,
                    SourceRow = TTile.Inputs * plane,
                    SourceColumn = plane,
                    Target = kernel,
                    TargetRow = 3 * columns,
                    TargetColumn = columns,
                    Buffer = (float*)room,
                },
                used);
            for (int tap = 0; tap < Taps; tap++)
            {
                float* to = weight + WeightIndex(in pass, columns, panel, channel, tap);
                for (int i = 0; i < used; i++)
                {
                    to[(nint)i * pass.WeightOut] = kernel[tap * columns + i];
                }
            }
        });

    private static nint WeightIndex(in ConvPass pass, int columns, int panel, int channel, int tap) =>
        (nint)panel * columns * pass.WeightOut + (nint)channel * pass.WeightIn + pass.TapIndex(tap / 3, tap % 3);

    /// <summary>Calls the body for each (panel, source channel, room for a transform and a kernel).</summary>
    private static void ForChannels(ConvPass pass, int columns, Action<int, int, nint> body)
    {
        int panels = WeightPanels.PerGroup(in pass, columns), chunks = (pass.In + ChannelsPerItem - 1) / ChannelsPerItem;
        Workers.For(panels * chunks, (long)ChannelsPerItem * TTile.Inputs * TTile.Inputs * columns, (from, to) =>
        {
            using Scratch<float> room = Scratch<float>.Rent(TransformStrides.BufferLength + Taps * columns);
            for (int i = from; i < to; i++)
            {
                int last = Math.Min((i % chunks + 1) * ChannelsPerItem, pass.In);
                for (int channel = i % chunks * ChannelsPerItem; channel < last; channel++)
                {
                    body(i / chunks, channel, (nint)room.Pointer);
                }
            }
        });
    }
}
