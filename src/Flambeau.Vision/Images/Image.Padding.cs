namespace Flambeau.Vision;

/// <content>Borders.</content>
public sealed partial class Image
{
    /// <summary>The picture with a border (<c>torchvision.transforms.functional.pad</c>).</summary>
    /// <param name="left">Columns on the left.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="right">Columns on the right.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="fill">The colour of a constant border.</param>
    /// <param name="mode">What the border shows.</param>
    public Image Pad(
        int left, int top, int right, int bottom, Color fill = default, PadMode mode = PadMode.Constant)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfNegative(bottom);
        var result = Blank(left + Width + right, top + Height + bottom, fill);
        if (mode == PadMode.Constant)
        {
            CopyTo(result._pixels, -top, -left, result.Height, result.Width);
            return result;
        }

        int[] columns = Sources(mode, left, Width, right);
        int[] rows = Sources(mode, top, Height, bottom);
        return Rearranged(result, columns, rows);
    }

    private Image Rearranged(Image result, int[] columns, int[] rows)
    {
        for (int y = 0, at = 0; y < rows.Length; y++)
        {
            var row = Row(rows[y]);
            for (int x = 0; x < columns.Length; x++, at += Channels)
            {
                row.Slice(columns[x] * Channels, Channels).CopyTo(result._pixels.AsSpan(at));
            }
        }

        return result;
    }

    // for every position of a bordered line, where its sample comes from
    private static int[] Sources(PadMode mode, int before, int length, int after) =>
        [.. Enumerable.Range(-before, before + length + after).Select(i => Source(mode, i, length))];

    // borders wider than the picture go on with the mirror image's mirror image, as NumPy's do
    private static int Source(PadMode mode, int position, int length)
    {
        int period = mode switch
        {
            PadMode.Edge => 0,
            PadMode.Reflect => 2 * (length - 1),
            PadMode.Symmetric => 2 * length,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, $"Pad: there is no mode {mode}."),
        };
        if (period == 0)
        {
            return Math.Clamp(position, 0, length - 1);
        }

        int inPeriod = ((position % period) + period) % period;
        if (inPeriod < length)
        {
            return inPeriod;
        }

        return mode == PadMode.Reflect ? period - inPeriod : period - 1 - inPeriod;
    }
}
