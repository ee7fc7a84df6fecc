namespace Flambeau.Kernels;

/// <summary>
/// Cuts a row of targets into windows: single pixels where taps fall into the padding, else four at a time.
/// </summary>
internal static class DepthwiseRow
{
    private const int Four = 4;

    /// <summary>Calls the body for the windows of target row <paramref name="row"/>, from left to right.</summary>
    public static void Walk<TBody>(in ConvPass pass, int row, ref TBody body)
        where TBody : struct, IDepthwiseBody, allows ref struct
    {
        (int firstKy, int endKy) = Inside(pass.Height, row);
        (int first, int end) = Full(pass.Width);
        for (int column = 0; column < pass.Width.Count;)
        {
            bool isFour = column >= first && column + Four <= end;
            (int firstKx, int endKx) = Inside(pass.Width, column);
            body.Run(new DepthwiseWindow
            {
                Column = column,
                IsFour = isFour,
                FirstKy = firstKy,
                EndKy = endKy,
                FirstKx = firstKx,
                EndKx = endKx,
            });
            column += isFour ? Four : 1;
        }
    }

    /// <summary>
    /// Asks for the pixels that the target row below reads first, as far as a window of this row is above them: they
    /// come from memory while this row is computed.
    /// </summary>
    /// <param name="pass">The pass.</param>
    /// <param name="source">Where the taps of this row's first target begin.</param>
    /// <param name="window">The window in work.</param>
    public static unsafe void AskForNext(in ConvPass pass, float* source, in DepthwiseWindow window)
    {
        if (!window.IsFour)
        {
            return;
        }
        nint row = (nint)pass.Width.Source * pass.SourceC, pixels = (nint)pass.Width.Stride * pass.SourceC;
        int rows = pass.Height.Span(1), stride = pass.Height.Stride;
        float* next = source + window.Column * pixels + Math.Max(rows, stride) * row;
        for (int i = Math.Min(rows, stride); i > 0; i--, next += row)
        {
            Prefetch.Read(next, Four * (int)pixels);
        }
    }

    /// <summary>The taps of a target position that lie inside the source: from the first to before the last.</summary>
    private static (int First, int End) Inside(ConvAxis axis, int position)
    {
        int start = axis.Offset + position * axis.Stride;
        int first = start >= 0 ? 0 : (-start + axis.Dilation - 1) / axis.Dilation;
        int end = start >= axis.Source ? 0 : (axis.Source - 1 - start) / axis.Dilation + 1;
        first = Math.Min(first, axis.Taps);
        return (first, Math.Clamp(end, first, axis.Taps));
    }

    /// <summary>The target positions all of whose taps lie inside the source.</summary>
    private static (int First, int End) Full(ConvAxis axis)
    {
        int first = axis.Offset >= 0 ? 0 : (-axis.Offset + axis.Stride - 1) / axis.Stride;
        int room = axis.Source - axis.Span(1) - axis.Offset;
        return (first, room < 0 ? first : Math.Min(room / axis.Stride + 1, axis.Count));
    }
}
