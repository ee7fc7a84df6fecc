using System.Buffers.Binary;
using Flambeau.Vision;

namespace Flambeau.Fuzz;

/// <summary>Decodes pictures.</summary>
internal static class ImageReading
{
    private const int MaxLength = 8_000;

    private const int JpegStart = 2;
    private const int PngHeaderEnd = 33;

    // 2 x 1 pixels
    private static readonly byte[] s_jpeg = Convert.FromHexString(
        "ffd8ffe000104a46494600010100000100010000ffdb004300ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0000b080001000201011100ffc400140001000000000000000000000000000000"
        + "00ffc40014100100000000000000000000000000000000ffda0008010100003f003fffd9");

    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4kWIEAANWAV/oF4RSAAAAAElFTkSuQmCC");

    /// <summary>A bitmap of one pixel.</summary>
    public static IEnumerable<byte[]> Seeds() =>
    [
        Convert.FromHexString(
            "424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000ff000000"),
    ];

    /// <summary>The small pictures of the folder beside the repository.</summary>
    public static IEnumerable<byte[]> Shared()
    {
        string folder = Path.Combine("..", "shared", "data", "image-formats");
        return !Directory.Exists(folder)
            ? []
            : new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories)
                .Where(file => file.Extension is ".png" or ".jpg" or ".jpeg" or ".bmp" or ".gif" && file.Length < MaxLength)
                .GroupBy(file => file.Extension).SelectMany(group => group.OrderBy(file => file.Length).Take(6))
                .Select(file => File.ReadAllBytes(file.FullName));
    }

    /// <summary>Decodes as colour, and as it is and was held.</summary>
    public static void Read(byte[] bytes)
    {
        foreach (int? channels in (ReadOnlySpan<int?>)[3, null])
        {
            try
            {
                Image.Decode(bytes, channels, applyOrientation: channels is null);
            }
            catch (ImageException)
            {
                // This is what damaged bytes are for.
            }
        }
    }

    /// <summary>Turns sound pictures with these bytes as their Exif data: nothing in them is an error.</summary>
    public static void ReadExif(byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        Image.Decode(
            [.. s_png[..PngHeaderEnd], .. length, .. "eXIf"u8, .. bytes, 0, 0, 0, 0, .. s_png[PngHeaderEnd..]], applyOrientation: true);

        ReadOnlySpan<byte> start = "Exif\0\0"u8;
        byte[] content = [.. start, .. bytes.AsSpan(0, Math.Min(bytes.Length, ushort.MaxValue - start.Length - 2))];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 2);
        Image.Decode([.. s_jpeg[..JpegStart], 0xff, 0xe1, .. length[2..], .. content, .. s_jpeg[JpegStart..]], applyOrientation: true);
    }
}
