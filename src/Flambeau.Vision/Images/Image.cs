namespace Flambeau.Vision;

/// <summary>
/// A picture of 8-bit samples, row by row from the top, channels side by side (<c>PIL.Image</c> of mode L, LA, RGB or
/// RGBA).
/// </summary>
public sealed partial class Image
{
    private readonly byte[] _pixels;

    /// <summary>A picture over existing samples.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 red, green, blue, 4 with alpha.</param>
    /// <param name="pixels">height x width x channels samples; kept, not copied.</param>
    /// <exception cref="ArgumentException">The number of samples does not fit.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"Image: {width} x {height} pixels of {channels} channels need {(long)width * height * channels} "
                + $"samples, but got {pixels.LongLength}.", nameof(pixels));
        }

        Width = width;
        Height = height;
        Channels = channels;
        _pixels = pixels;
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 red, green, blue, 4 with alpha.</summary>
    public int Channels { get; }

    /// <summary>The samples: rows from the top, in a row pixels from the left, in a pixel channels.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The samples of one row.</summary>
    internal ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * Width * Channels, Width * Channels);

    /// <inheritdoc/>
    public override string ToString() => $"Image {Width} x {Height}, {Channels} channel{(Channels == 1 ? "" : "s")}";
}
