using System.Buffers.Binary;

namespace Flambeau.Vision;

/// <summary>
/// How a camera was held, from the Exif data of a JPEG or PNG file (CIPA DC-008, tag 0x0112): 1 upright to 8.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntryLength = 12;
    private const byte App1 = 0xe1;
    private const byte StartOfScan = 0xda;

    /// <summary>The picture as it was seen (<c>PIL.ImageOps.exif_transpose</c>).</summary>
    public static Image Apply(Image image, ReadOnlySpan<byte> file) => Of(file) switch
    {
        2 => image.FlipHorizontal(),
        3 => image.RotateQuarters(2),
        4 => image.FlipVertical(),
        5 => image.Transpose(),
        6 => image.RotateQuarters(3),
        7 => image.RotateQuarters(2).Transpose(),
        8 => image.RotateQuarters(1),
        _ => image,
    };

    /// <summary>The orientation; 1 where the file says nothing or nonsense.</summary>
    public static int Of(ReadOnlySpan<byte> file) => OfTiff(file is [0xff, 0xd8, ..] ? InJpeg(file) : InPng(file));

    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> file)
    {
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xff && file[at + 1] != StartOfScan;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                break;
            }

            var content = file.Slice(at + 4, length - 2);
            if (file[at + 1] == App1 && content.StartsWith("Exif\0\0"u8))
            {
                return content[6..];
            }

            at += 2 + length;
        }

        return [];
    }

    private static ReadOnlySpan<byte> InPng(ReadOnlySpan<byte> file)
    {
        for (long at = 8; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk.Slice(4, 4).SequenceEqual("eXIf"u8) && length <= chunk.Length - 8)
            {
                return chunk.Slice(8, (int)length);
            }

            at += 12 + length;
        }

        return [];
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || tiff[0] != tiff[1] || tiff[0] is not ((byte)'I' or (byte)'M'))
        {
            return 1;
        }

        bool isLittle = tiff[0] == (byte)'I';
        long directory = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        int count = directory + 2 <= tiff.Length ? Short(tiff[(int)directory..], isLittle) : 0;
        for (int i = 0; i < count; i++)
        {
            long entry = directory + 2 + ((long)i * EntryLength);
            if (entry + EntryLength > tiff.Length)
            {
                break;
            }

            if (Short(tiff[(int)entry..], isLittle) == Tag)
            {
                return Short(tiff[((int)entry + 8)..], isLittle);
            }
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
