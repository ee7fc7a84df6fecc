namespace Flambeau.Vision;

/// <content>Parts, borders, mirror images, turns.</content>
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
        var result = Blank(width, height, 0);
        CopyTo(result._pixels, top, left, height, width);
        return result;
    }

    /// <summary>The picture with left and right exchanged.</summary>
    public Image FlipHorizontal()
    {
        byte[] result = new byte[_pixels.Length];
        for (int y = 0; y < Height; y++)
        {
            var source = Row(y);
            var target = result.AsSpan(y * Width * Channels, Width * Channels);
            for (int from = 0, to = target.Length - Channels; to >= 0; from += Channels, to -= Channels)
            {
                for (int c = 0; c < Channels; c++)
                {
                    target[to + c] = source[from + c];
                }
            }
        }

        return new Image(Width, Height, Channels, result);
    }

    /// <summary>The picture with top and bottom exchanged.</summary>
    public Image FlipVertical()
    {
        byte[] result = new byte[_pixels.Length];
        for (int y = 0; y < Height; y++)
        {
            Row(Height - 1 - y).CopyTo(result.AsSpan(y * Width * Channels));
        }

        return new Image(Width, Height, Channels, result);
    }

    /// <summary>The picture with rows and columns exchanged (<c>PIL.Image.Transpose.TRANSPOSE</c>).</summary>
    public Image Transpose() => Rearranged(Height, Width, (x, y) => (y, x));

    /// <summary>The picture turned by quarters against the clock, without loss.</summary>
    /// <param name="quarters">The number of quarter turns; negative ones turn with the clock.</param>
    public Image RotateQuarters(int quarters) => (quarters & 3) switch
    {
        1 => Rearranged(Height, Width, (x, y) => (Width - 1 - y, x)),
        2 => Rearranged(Width, Height, (x, y) => (Width - 1 - x, Height - 1 - y)),
        3 => Rearranged(Height, Width, (x, y) => (y, Height - 1 - x)),
        _ => this,
    };

    /// <summary>A picture of one colour with the channels of this one.</summary>
    internal Image Blank(int width, int height, Color fill)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        byte[] pixels = new byte[checked(width * height * Channels)];
        byte[] pixel = fill.Pixel(Channels);
        if (pixel.AsSpan().ContainsAnyExcept((byte)0))
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = pixel[i % pixel.Length];
            }
        }

        return new Image(width, height, Channels, pixels);
    }

    // a picture whose pixels are chosen from this one's
    private Image Rearranged(int width, int height, Func<int, int, (int X, int Y)> source)
    {
        byte[] result = new byte[_pixels.Length];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at += Channels)
            {
                var (fromX, fromY) = source(x, y);
                int from = ((fromY * Width) + fromX) * Channels;
                for (int c = 0; c < Channels; c++)
                {
                    result[at + c] = _pixels[from + c];
                }
            }
        }

        return new Image(width, height, Channels, result);
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
