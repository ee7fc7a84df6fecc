using System.Buffers.Binary;

namespace Flambeau.Vision;

/// <summary>
/// Refuses pictures that are larger than their bytes can hold, before a decoder takes memory and time for them: it would
/// fill what is missing.
/// </summary>
internal static class ImageBounds
{
    // as Pillow's limit against files of few bytes that claim to be vast
    private const long MaxPixels = 178_956_970;

    // what a file of any length may claim: some megabytes
    private const long SmallPixels = 1 << 20;

    // a JPEG has one bit or more for each block of 64 samples
    private const long PixelsPerJpegByte = 8 * 64;

    // a GIF's code of 12 bits stands for up to 4096 pixels
    private const long PixelsPerGifByte = 4096 * 8 / 12;

    /// <summary>What is wrong with a size that a file claims; null when it can be true.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="signedHeight">The height in pixels; a BMP whose first row is the upper one has a negative one.</param>
    public static string? Problem(ReadOnlySpan<byte> bytes, ImageFormat format, long width, long signedHeight)
    {
        long height = Math.Abs(signedHeight);
        long pixels = width * height;
        if (pixels > MaxPixels)
        {
            return $"pictures may have {MaxPixels} pixels at most, but this one claims {width} x {height}.";
        }

        bool fits = format switch
        {
            ImageFormat.Jpeg => pixels <= SmallPixels + (PixelsPerJpegByte * bytes.Length),
            ImageFormat.Gif => pixels <= SmallPixels + (PixelsPerGifByte * bytes.Length),
            ImageFormat.Bmp => BmpLength(bytes, width, height) <= bytes.Length,
            ImageFormat.Png => PngLayout.IsInflatedWithin(bytes, PngLength(bytes, width, height)),
            _ => true,
        };
        return fits ? null : $"{bytes.Length} bytes cannot hold the {width} x {height} pixels that the file claims; it is "
            + "damaged, or made to exhaust memory.";
    }

    // rows of whole 32-bit words behind the headers; the decoder refuses compressed ones
    private static long BmpLength(ReadOnlySpan<byte> bytes, long width, long height)
    {
        const int OldHeader = 12;
        int bitsAt = BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]) == OldHeader ? 24 : 28;
        long bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[bitsAt..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]) + (((width * bits) + 31) / 32 * sizeof(int) * height);
    }

    // each row has a byte for its filter; the seven passes of an interlaced file together have less than twice as much
    private static long PngLength(ReadOnlySpan<byte> bytes, long width, long height)
    {
        const int MostBitsPerPixel = 64;
        const int DepthAt = 24;
        int samples = bytes[DepthAt + 1] switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        long bits = Math.Min(bytes[DepthAt] * samples, MostBitsPerPixel);
        return 2 * (((width * bits) + 7) / 8 + 1) * (height + 8);
    }
}
