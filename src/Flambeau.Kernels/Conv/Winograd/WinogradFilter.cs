namespace Flambeau.Kernels;

/// <summary>
/// 3x3 weights to planes of factors [plane][panel][source channel][column], and gradients the way back.
/// </summary>
internal static unsafe class WinogradFilter<TTile>
    where TTile : struct, IWinogradTile
{
    /// <summary>Floats of all planes.</summary>
    public static long Length(in ConvPass pass, int columns) =>
        (long)TTile.Inputs * TTile.Inputs * WinogradLayout.WeightPlane(in pass, columns);

    /// <summary>Floats of room for <see cref="PackBlock"/>.</summary>
    public static long RoomLength(in ConvPass pass, int columns) =>
        TransformStrides.BufferLength + WeightBlock<float>.RoomLength(in pass, columns);

    /// <summary>Writes the factors of a weight.</summary>
    public static void Pack(ConvPass pass, int columns, in ConvBuffers<float> buffers, float* planes)
    {
        ConvBuffers<float> weights = buffers;
        WeightPanels.ForBlocks<float>(pass, columns, TransformStrides.BufferLength, (_, panel, channel, channels, room) =>
        {
            float* target = planes + ((nint)panel * pass.In + channel) * columns;
            PackBlock(
                in pass, columns, in weights, panel, channel, channels, (float*)room, target,
                WinogradLayout.WeightPlane(in pass, columns));
        });
    }

    /// <summary>Writes the factors of some source channels of a panel, without a scale, to planes <paramref name="plane"/> apart.</summary>
    public static void PackBlock(
        in ConvPass pass, int columns, in ConvBuffers<float> buffers, int panel, int channel, int channels, float* room,
        float* target, nint plane)
    {
        var block = new WeightBlock<float>(
            in pass, columns, buffers.Weight, buffers.Turned, 0, panel, channel, channels, room + TransformStrides.BufferLength);
        block.Load();

        // all at once, but where the next block is asked for meanwhile
        int squares = block.IsTurned ? channels : 1;
        for (int c = 0; c < channels; c += squares)
        {
            block.PrefetchNext(c);
            float* kernel = block.Columns(c, 0);
            TTile.Filter(
                new TransformStrides
                {
                    Squares = squares,
                    Source = kernel,
                    SourceSquare = (nint)(block.Columns(c + 1, 0) - kernel),
                    SourceRow = (nint)(block.Columns(c, 3) - kernel),
                    SourceColumn = (nint)(block.Columns(c, 1) - kernel),
                    Target = target + ((nint)c * columns),
                    TargetSquare = columns,
                    TargetRow = TTile.Inputs * plane,
                    TargetColumn = plane,
                    Buffer = room,
                },
                columns);
        }
    }

    /// <summary>Writes the gradient of a weight from that of its factors.</summary>
    public static void Unpack(ConvPass pass, int columns, float* planes, float* weight) =>
        WeightPanels.ForBlocks<float>(pass, columns, TransformStrides.BufferLength, (_, panel, channel, channels, room) =>
        {
            float* buffer = (float*)room;
            var block = new WeightBlock<float>(
                in pass, columns, weight, null, 0, panel, channel, channels, buffer + TransformStrides.BufferLength);
            nint plane = WinogradLayout.WeightPlane(in pass, columns);
            for (int c = 0; c < channels; c++)
            {
                TTile.FilterGradient(
                    new TransformStrides
                    {
                        Source = planes + ((nint)panel * pass.In + channel + c) * columns,
                        SourceRow = TTile.Inputs * plane,
                        SourceColumn = plane,
                        Target = block.Columns(c, 0),
                        TargetRow = 3 * columns,
                        TargetColumn = columns,
                        Buffer = buffer,
                    },
                    Math.Min(columns, pass.Out - panel * columns));
            }
            block.Save();
        });
}
