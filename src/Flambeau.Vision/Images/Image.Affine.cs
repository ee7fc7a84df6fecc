using System.Globalization;

namespace Flambeau.Vision;

/// <content>Turns by any angle and other affine maps.</content>
public sealed partial class Image
{
    // Pillow's fixed point: 16 bits after the point
    private const double FixedOne = 65536;
    private const double FixedLimit = 32768;

    /// <summary>
    /// The picture turned against the clock (<c>PIL.Image.rotate</c>, sample for sample); quarter turns lose nothing
    /// where they fit.
    /// </summary>
    /// <param name="degrees">The angle.</param>
    /// <param name="interpolation">Nearest, bilinear or bicubic.</param>
    /// <param name="expand">Whether the result is large enough for all corners; else it has this picture's
    /// size.</param>
    /// <param name="center">What is turned about, from the upper left corner; the middle when omitted.</param>
    /// <param name="fill">The colour of what lies outside the picture.</param>
    /// <exception cref="ArgumentException">The interpolation is for resizing only.</exception>
    public Image Rotate(
        double degrees,
        Interpolation interpolation = Interpolation.Nearest,
        bool expand = false,
        (double X, double Y)? center = null,
        Color fill = default)
    {
        double angle = degrees % 360;
        angle += angle < 0 ? 360 : 0;
        if (center is null && (angle is 0 or 180 || (angle is 90 or 270 && (expand || Width == Height))))
        {
            return RotateQuarters((int)angle / 90);
        }

        var (x, y) = center ?? (Width / 2.0, Height / 2.0);
        double radians = -angle * (Math.PI / 180);
        double cos = Rounded(Math.Cos(radians));
        double sin = Rounded(Math.Sin(radians));
        var map = new AffineMap(cos, sin, 0, Rounded(-Math.Sin(radians)), cos, 0);
        var (c, f) = map.At(-x, -y);
        map = map with { C = c + x, F = f + y };
        return expand
            ? Expanded(map, interpolation, fill)
            : Transform(map, Width, Height, interpolation, fill);
    }

    // to 15 decimals, exactly as Python's round(x, 15), which Math.Round is not
    private static double Rounded(double value) => double.Parse(
        value.ToString("F15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The pixels that a map finds (<c>PIL.Image.transform</c>).</summary>
    internal Image Transform(AffineMap map, int width, int height, Interpolation interpolation, Color fill)
    {
        var result = Blank(width, height, fill);
        switch (interpolation)
        {
            case Interpolation.Nearest when map is { B: 0, D: 0 }:
                ScaleNearest(map, result);
                break;
            case Interpolation.Nearest when IsInFixedRange(map, width, height):
                TransformFixed(map, result);
                break;
            case Interpolation.Nearest:
                Transform(map, result, (image, x, y, c) =>
                    image._pixels[((((int)y * image.Width) + (int)x) * image.Channels) + c]);
                break;
            case Interpolation.Bilinear:
                Transform(map, result, AffineSampler.Bilinear);
                break;
            case Interpolation.Bicubic:
                Transform(map, result, AffineSampler.Bicubic);
                break;
            default:
                throw new ArgumentException("Image: pictures turn with nearest, bilinear or bicubic interpolation, but "
                    + $"got {interpolation}.", nameof(interpolation));
        }

        return result;
    }

    private Image Expanded(AffineMap map, Interpolation interpolation, Color fill)
    {
        var corners = new[] { map.At(0, 0), map.At(Width, 0), map.At(Width, Height), map.At(0, Height) };
        int width = (int)(Math.Ceiling(corners.Max(p => p.X)) - Math.Floor(corners.Min(p => p.X)));
        int height = (int)(Math.Ceiling(corners.Max(p => p.Y)) - Math.Floor(corners.Min(p => p.Y)));
        var (c, f) = map.At(-(width - Width) / 2.0, -(height - Height) / 2.0);
        return Transform(map with { C = c, F = f }, width, height, interpolation, fill);
    }

    // positions accumulate along a line, as Pillow's do
    private void ScaleNearest(AffineMap map, Image result)
    {
        int[] columns = Positions(map.C, map.A, result.Width, Width);
        int[] rows = Positions(map.F, map.E, result.Height, Height);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < columns.Length && rows[y] >= 0; x++)
            {
                CopyPixel(columns[x], rows[y], result, x, y);
            }
        }
    }

    private static int[] Positions(double start, double step, int count, int length)
    {
        int[] positions = new int[count];
        double at = start + (step * 0.5);
        for (int i = 0; i < count; i++, at += step)
        {
            positions[i] = at >= 0 && (int)at < length ? (int)at : -1;
        }

        return positions;
    }

    private static bool IsInFixedRange(AffineMap map, int width, int height)
    {
        bool IsIn(double x, double y) =>
            map.At(x, y) is var (atX, atY) && Math.Abs(atX) < FixedLimit && Math.Abs(atY) < FixedLimit;
        return IsIn(0, 0) && IsIn(width, height) && IsIn(0, height) && IsIn(width, 0);
    }

    private void TransformFixed(AffineMap map, Image result)
    {
        int startX = Fixed(map.C + (map.A * 0.5) + (map.B * 0.5));
        int startY = Fixed(map.F + (map.D * 0.5) + (map.E * 0.5));
        var (stepX, stepY) = (Fixed(map.A), Fixed(map.D));
        for (int y = 0; y < result.Height; y++, startX += Fixed(map.B), startY += Fixed(map.E))
        {
            int atX = startX;
            int atY = startY;
            for (int x = 0; x < result.Width; x++, atX += stepX, atY += stepY)
            {
                CopyPixel(atX >> 16, atY >> 16, result, x, y);
            }
        }
    }

    private static int Fixed(double value) => (int)Math.Floor((value * FixedOne) + 0.5);

    private void CopyPixel(int fromX, int fromY, Image result, int x, int y)
    {
        if (fromX >= 0 && fromX < Width && fromY >= 0 && fromY < Height)
        {
            _pixels.AsSpan(((fromY * Width) + fromX) * Channels, Channels)
                .CopyTo(result._pixels.AsSpan(((y * result.Width) + x) * Channels));
        }
    }

    private void Transform(AffineMap map, Image result, Func<Image, double, double, int, byte> sample)
    {
        for (int y = 0, at = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++, at += Channels)
            {
                var (fromX, fromY) = map.At(x + 0.5, y + 0.5);
                for (int c = 0; c < Channels && fromX >= 0 && fromX < Width && fromY >= 0 && fromY < Height; c++)
                {
                    result._pixels[at + c] = sample(this, fromX, fromY, c);
                }
            }
        }
    }
}
