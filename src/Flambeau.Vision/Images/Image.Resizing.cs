using System.Numerics;

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
        if (width == Width && height == Height)
        {
            return this;
        }

        if (interpolation == Interpolation.Nearest)
        {
            var map = new AffineMap((double)Width / width, 0, 0, 0, (double)Height / height, 0);
            return Transform(map, width, height, interpolation, 0);
        }

        var result = width == Width ? this : ResizeRows(new ResampleWeights(Width, width, interpolation));
        return height == Height ? result : result.ResizeColumns(new ResampleWeights(Height, height, interpolation));
    }

    private Image ResizeRows(ResampleWeights weights)
    {
        var result = Blank(weights.Count, Height, 0);
        for (int y = 0; y < Height; y++)
        {
            var target = result._pixels.AsSpan(y * weights.Count * Channels, weights.Count * Channels);
            if (Channels == 3)
            {
                ResizeColorRow(Row(y), weights, target);
            }
            else
            {
                ResizeRow(Row(y), weights, target);
            }
        }

        return result;
    }

    private void ResizeRow(ReadOnlySpan<byte> row, ResampleWeights weights, Span<byte> target)
    {
        for (int x = 0, at = 0; x < weights.Count; x++)
        {
            var factors = weights.At(x, out int first);
            for (int c = 0; c < Channels; c++, at++)
            {
                int sum = 0;
                for (int i = 0, source = (first * Channels) + c; i < factors.Length; i++, source += Channels)
                {
                    sum += row[source] * factors[i];
                }

                target[at] = ResampleWeights.Round(sum);
            }
        }
    }

    // three sums at a time, which stay in registers
    private static void ResizeColorRow(ReadOnlySpan<byte> row, ResampleWeights weights, Span<byte> target)
    {
        for (int x = 0; x < weights.Count; x++)
        {
            var factors = weights.At(x, out int first);
            var source = row.Slice(first * 3, factors.Length * 3);
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = 0; i < factors.Length && source.Length >= 3; i++)
            {
                int factor = factors[i];
                red += source[0] * factor;
                green += source[1] * factor;
                blue += source[2] * factor;
                source = source[3..];
            }

            var pixel = target.Slice(x * 3, 3);
            pixel[2] = ResampleWeights.Round(blue);
            pixel[1] = ResampleWeights.Round(green);
            pixel[0] = ResampleWeights.Round(red);
        }
    }

    private Image ResizeColumns(ResampleWeights weights)
    {
        int length = Width * Channels;
        var result = Blank(Width, weights.Count, 0);
        int[] sums = new int[length];
        for (int y = 0; y < weights.Count; y++)
        {
            var factors = weights.At(y, out int first);
            sums.AsSpan().Fill(ResampleWeights.Half);
            for (int i = 0; i < factors.Length; i++)
            {
                AddRow(Row(first + i), factors[i], sums);
            }

            var target = result._pixels.AsSpan(y * length, length);
            for (int x = 0; x < target.Length; x++)
            {
                target[x] = ResampleWeights.Cut(sums[x]);
            }
        }

        return result;
    }

    private static void AddRow(ReadOnlySpan<byte> row, int factor, Span<int> sums)
    {
        int step = Vector<byte>.Count;
        int part = Vector<int>.Count;
        var factors = new Vector<int>(factor);
        for (; row.Length >= step && sums.Length >= step; row = row[step..], sums = sums[step..])
        {
            Vector.Widen(new Vector<byte>(row), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Add(sums, Vector.AsVectorInt32(a) * factors);
            Add(sums[part..], Vector.AsVectorInt32(b) * factors);
            Add(sums[(2 * part)..], Vector.AsVectorInt32(c) * factors);
            Add(sums[(3 * part)..], Vector.AsVectorInt32(d) * factors);
        }

        for (int x = 0; x < row.Length; x++)
        {
            sums[x] += row[x] * factor;
        }
    }

    private static void Add(Span<int> sums, Vector<int> values) => (new Vector<int>(sums) + values).CopyTo(sums);
}
