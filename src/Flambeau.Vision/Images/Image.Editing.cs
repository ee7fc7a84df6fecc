namespace Flambeau.Vision;

/// <content>Parts, borders, mirror images.</content>
public sealed partial class Image
{
    /// <summary>
    /// A part of the picture (<c>torchvision.transforms.functional.crop</c>); what lies outside the picture is black.
    /// </summary>
    /// <param name="top">The first row; may be negative.</param>
    /// <param name="left">The first column; may be negative.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    public Image Crop(int top, int left, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        byte[] result = new byte[height * width * Channels];
        CopyTo(result, top, left, height, width);
        return new Image(width, height, Channels, result);
    }

    /// <summary>The picture with a border of one grey level (<c>torchvision.transforms.functional.pad</c>).</summary>
    public Image Pad(int left, int top, int right, int bottom, byte fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfNegative(bottom);
        int width = left + Width + right;
        int height = top + Height + bottom;
        byte[] result = new byte[height * width * Channels];
        Array.Fill(result, fill);
        CopyTo(result, -top, -left, height, width);
        return new Image(width, height, Channels, result);
    }

    /// <summary>The picture with left and right exchanged.</summary>
    public Image FlipHorizontal()
    {
        byte[] result = new byte[_pixels.Length];
        for (int y = 0; y < Height; y++)
        {
            var source = Row(y);
            var target = result.AsSpan(y * Width * Channels, Width * Channels);
            for (int x = 0; x < Width; x++)
            {
                source.Slice(x * Channels, Channels).CopyTo(target[((Width - 1 - x) * Channels)..]);
            }
        }

        return new Image(Width, Height, Channels, result);
    }

    // the part of the picture that lies inside a window, to its place in the window
    private void CopyTo(byte[] window, int top, int left, int height, int width)
    {
        int from = Math.Max(0, left);
        int end = Math.Min(Width, left + width);
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + height) && from < end; y++)
        {
            int target = ((y - top) * width) + from - left;
            Row(y)[(from * Channels)..(end * Channels)].CopyTo(window.AsSpan(target * Channels));
        }
    }
}
