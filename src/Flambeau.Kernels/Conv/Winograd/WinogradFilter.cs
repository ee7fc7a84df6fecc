namespace Flambeau.Kernels;

/// <summary>
/// 3x3 weights to planes of factors [plane][panel][source channel][column], and gradients the way back.
/// </summary>
internal static unsafe class WinogradFilter<TTile>
    where TTile : struct, IWinogradTile
{
    private const int Taps = 9;

    /// <summary>Floats of all planes.</summary>
    public static long Length(in ConvPass pass, int columns) =>
        (long)TTile.Inputs * TTile.Inputs * WinogradLayout.WeightPlane(in pass, columns);

    /// <summary>Writes the factors of a weight.</summary>
    public static void Pack(ConvPass pass, int columns, float* weight, float* planes) =>
        WeightPanels.ForBlocks<float>(pass, columns, ExtraRoom(columns), (group, panel, channel, channels, room) =>
        {
            float* buffer = (float*)room, kernel = buffer + TransformStrides.BufferLength;
            var block = new WeightBlock<float>(in pass, columns, weight, group, panel, channel, channels,
                buffer + ExtraRoom(columns));
            block.Load();
            nint plane = WinogradLayout.WeightPlane(in pass, columns);
            for (int c = 0; c < channels; c++)
            {
                for (int tap = 0; tap < Taps; tap++)
                {
                    block.Read(c, tap, kernel + tap * columns, columns);
                }
                TTile.Filter(
                    new TransformStrides
                    {
                        Source = kernel,
                        SourceRow = 3 * columns,
                        SourceColumn = columns,
                        Target = planes + ((nint)panel * pass.In + channel + c) * columns,
                        TargetRow = TTile.Inputs * plane,
                        TargetColumn = plane,
                        Buffer = buffer,
                    },
                    columns);
            }
        });

    /// <summary>Writes the gradient of a weight from that of its factors.</summary>
    public static void Unpack(ConvPass pass, int columns, float* planes, float* weight) =>
        WeightPanels.ForBlocks<float>(pass, columns, ExtraRoom(columns), (group, panel, channel, channels, room) =>
        {
            float* buffer = (float*)room, kernel = buffer + TransformStrides.BufferLength;
            var block = new WeightBlock<float>(in pass, columns, weight, group, panel, channel, channels,
                buffer + ExtraRoom(columns));
            nint plane = WinogradLayout.WeightPlane(in pass, columns);
            for (int c = 0; c < channels; c++)
            {
                TTile.FilterGradient(
                    new TransformStrides
                    {
                        Source = planes + ((nint)panel * pass.In + channel + c) * columns,
                        SourceRow = TTile.Inputs * plane,
                        SourceColumn = plane,
                        Target = kernel,
                        TargetRow = 3 * columns,
                        TargetColumn = columns,
                        Buffer = buffer,
                    },
                    Math.Min(columns, pass.Out - panel * columns));
                for (int tap = 0; tap < Taps; tap++)
                {
                    block.Write(c, tap, kernel + tap * columns);
                }
            }
            block.Save();
        });

    /// <summary>Room for a transform's buffer and one kernel per column.</summary>
    private static int ExtraRoom(int columns) => TransformStrides.BufferLength + Taps * columns;
}
