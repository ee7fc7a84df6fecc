namespace Flambeau.Vision;

/// <content>Resizing.</content>
public sealed partial class Image
{
    /// <summary>
    /// The picture with another number of pixels: each is the weighted mean of all that it covers, rows first, then
    /// columns (<c>PIL.Image.resize</c>, sample for sample).
    /// </summary>
    /// <param name="width">The new pixels per row.</param>
    /// <param name="height">The new rows.</param>
    /// <param name="interpolation">The weights.</param>
    public Image Resize(int width, int height, Interpolation interpolation = Interpolation.Bilinear)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var result = width == Width ? this : ResizeRows(new ResampleWeights(Width, width, interpolation));
        return height == Height ? result : result.ResizeColumns(new ResampleWeights(Height, height, interpolation));
    }

    private Image ResizeRows(ResampleWeights weights)
    {
        byte[] result = new byte[weights.Count * Height * Channels];
        for (int y = 0, at = 0; y < Height; y++)
        {
            var row = Row(y);
            for (int x = 0; x < weights.Count; x++)
            {
                var (first, factors) = weights.At(x);
                for (int c = 0; c < Channels; c++, at++)
                {
                    int sum = 0;
                    for (int i = 0, source = (first * Channels) + c; i < factors.Length; i++, source += Channels)
                    {
                        sum += row[source] * factors[i];
                    }

                    result[at] = ResampleWeights.Round(sum);
                }
            }
        }

        return new Image(weights.Count, Height, Channels, result);
    }

    private Image ResizeColumns(ResampleWeights weights)
    {
        int length = Width * Channels;
        byte[] result = new byte[length * weights.Count];
        int[] sums = new int[length];
        for (int y = 0; y < weights.Count; y++)
        {
            var (first, factors) = weights.At(y);
            Array.Clear(sums);
            for (int i = 0; i < factors.Length; i++)
            {
                var row = Row(first + i);
                int factor = factors[i];
                for (int x = 0; x < sums.Length; x++)
                {
                    sums[x] += row[x] * factor;
                }
            }

            var target = result.AsSpan(y * length, length);
            for (int x = 0; x < sums.Length; x++)
            {
                target[x] = ResampleWeights.Round(sums[x]);
            }
        }

        return new Image(Width, weights.Count, Channels, result);
    }
}
