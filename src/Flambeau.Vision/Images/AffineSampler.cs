namespace Flambeau.Vision;

/// <summary>
/// The sample of a channel between pixels, in Pillow's arithmetic (double precision, weights from the distance to pixel
/// centres, the outermost pixels repeated).
/// </summary>
internal static class AffineSampler
{
    /// <summary>Two by two samples; the fraction is cut off.</summary>
    public static byte Bilinear(Image image, double x, double y, int channel)
    {
        x -= 0.5;
        y -= 0.5;
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        double dx = x - left;
        double upper = Between(image, left, top, channel, dx);
        double lower = top + 1 < image.Height ? Between(image, left, top + 1, channel, dx) : upper;
        return (byte)(upper + ((lower - upper) * (y - top)));
    }

    /// <summary>Four by four samples; the fraction is cut off.</summary>
    public static byte Bicubic(Image image, double x, double y, int channel)
    {
        x -= 0.5;
        y -= 0.5;
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        Span<double> rows = stackalloc double[4];
        rows[0] = Cubic(image, left, Math.Max(0, top - 1), channel, x - left);
        for (int i = 1; i < rows.Length; i++)
        {
            // a row beyond the picture repeats the one before
            int row = top - 1 + i;
            rows[i] = row >= 0 && row < image.Height ? Cubic(image, left, row, channel, x - left) : rows[i - 1];
        }

        return (byte)Math.Clamp(Cubic(rows[0], rows[1], rows[2], rows[3], y - top), 0, 255);
    }

    private static double Between(Image image, int x, int y, int channel, double d)
    {
        double first = At(image, x, y, channel);
        return first + ((At(image, x + 1, y, channel) - first) * d);
    }

    private static double Cubic(Image image, int x, int y, int channel, double d) => Cubic(
        At(image, x - 1, y, channel),
        At(image, x, y, channel),
        At(image, x + 1, y, channel),
        At(image, x + 2, y, channel),
        d);

    // Keys 1981 with a = -1
    private static double Cubic(double v1, double v2, double v3, double v4, double d)
    {
        double p2 = -v1 + v3;
        double p3 = (2 * (v1 - v2)) + v3 - v4;
        double p4 = -v1 + v2 - v3 + v4;
        return v2 + (d * (p2 + (d * (p3 + (d * p4)))));
    }

    private static byte At(Image image, int x, int y, int channel)
    {
        x = Math.Clamp(x, 0, image.Width - 1);
        y = Math.Clamp(y, 0, image.Height - 1);
        return image.Pixels[(((y * image.Width) + x) * image.Channels) + channel];
    }
}
