using System.Buffers.Binary;
using StbImageSharp;

namespace Flambeau.Vision;

/// <summary>Decodes the bytes of a picture file after checking that they are whole and can hold what they claim.</summary>
/// <remarks>
/// The decoder is StbImageSharp: managed code under a permissive licence, small, and it compiles ahead of time. It
/// shows what it has of a truncated file without a word, so the end of JPEG and PNG files is looked for here.
/// </remarks>
internal static class ImageFile
{
    /// <summary>Decodes a picture.</summary>
    /// <exception cref="ImageException">The bytes are no whole picture of a known format.</exception>
    public static Image Decode(byte[] bytes, int? channels, string name)
    {
        var format = CheckWhole(bytes, name);
        try
        {
            using var stream = new MemoryStream(bytes);
            var info = ImageInfo.FromStream(stream) ?? throw new ImageException($"'{name}': the picture cannot be "
                + "decoded: its header is damaged.");
            if (ImageBounds.Problem(bytes, format, info.Width, info.Height) is { } problem)
            {
                throw new ImageException($"'{name}': {problem}");
            }

            stream.Position = 0;
            var result = ImageResult.FromStream(stream, ColorComponents.Default);
            var image = new Image(result.Width, result.Height, (int)result.Comp, result.Data);
            return channels is { } wanted ? image.Convert(wanted) : image;
        }
        catch (Exception e) when (e is not ImageException)
        {
            // the decoder throws whatever its code runs into; there may be no memory for what it wants
            throw new ImageException($"'{name}': the picture cannot be decoded: {e.Message}", e);
        }
    }

    private static ImageFormat CheckWhole(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageException($"'{name}': the file is empty.");
        }

        var format = FormatOf(bytes);
        int scans = 0;
        switch (format)
        {
            case ImageFormat.Jpeg when !JpegLayout.IsWhole(bytes, out scans):
            case ImageFormat.Png when !PngLayout.IsWhole(bytes):
            case ImageFormat.Bmp when !IsWholeBmp(bytes):
            case ImageFormat.Gif when bytes.TrimEnd((byte)0)[^1] != 0x3b:
                throw new ImageException($"'{name}': the {Name(format)} file is truncated: it ends after "
                    + $"{bytes.Length} bytes without its end.");
            case ImageFormat.Jpeg when scans > JpegLayout.MaxScans:
                throw new ImageException($"'{name}': the JPEG file has {scans} scans, but more than {JpegLayout.MaxScans} "
                    + "serve only to exhaust time.");
            case ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Gif or ImageFormat.Bmp:
                return format;
            case ImageFormat.Unknown:
                throw new ImageException($"'{name}': this is no picture file that is known; JPEG, PNG, BMP and GIF can "
                    + "be decoded.");
            default:
                throw new ImageException($"'{name}': {Name(format)} files are not supported; convert to JPEG, PNG, BMP "
                    + "or GIF.");
        }
    }

    // the header gives the file's length
    private static bool IsWholeBmp(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 6 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[2..]) <= bytes.Length;

    private static string Name(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "JPEG",
        ImageFormat.Png => "PNG",
        ImageFormat.Gif => "GIF",
        ImageFormat.Tiff => "TIFF",
        ImageFormat.Heif => "HEIF and AVIF",
        ImageFormat.JpegXL => "JPEG XL",
        _ => format.ToString(),
    };

    private static ImageFormat FormatOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xd8, 0xff, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ImageFormat.Png,
        [(byte)'B', (byte)'M', ..] => ImageFormat.Bmp,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ImageFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _,
            (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => ImageFormat.Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => ImageFormat.Heif,
        [0xff, 0x0a, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', ..] => ImageFormat.JpegXL,
        _ => ImageFormat.Unknown,
    };
}
