using System.Buffers.Binary;

namespace Flambeau.Vision.Tests.Images;

public class ExifOrientationTests
{
    // 2 x 3 pixels: 1 2 / 3 4 / 5 6
    private static readonly Image s_image = new(2, 3, 1, [1, 2, 3, 4, 5, 6]);

    // what PIL.ImageOps.exif_transpose gives
    [Theory]
    [InlineData(1, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 2, new byte[] { 2, 1, 4, 3, 6, 5 })]
    [InlineData(3, 2, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 2, new byte[] { 5, 6, 3, 4, 1, 2 })]
    [InlineData(5, 3, new byte[] { 1, 3, 5, 2, 4, 6 })]
    [InlineData(6, 3, new byte[] { 5, 3, 1, 6, 4, 2 })]
    [InlineData(7, 3, new byte[] { 6, 4, 2, 5, 3, 1 })]
    [InlineData(8, 3, new byte[] { 2, 4, 6, 1, 3, 5 })]
    [InlineData(9, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]
    public void Pictures_are_turned_as_Pillow_does(int orientation, int width, byte[] expected)
    {
        foreach (bool isLittle in new[] { true, false })
        {
            var actual = ExifOrientation.Apply(s_image, Jpeg(orientation, isLittle));
            Assert.Equal(width, actual.Width);
            Assert.Equal(expected, actual.Pixels.ToArray());
        }
    }

    [Fact]
    public void Only_when_asked()
    {
        // the chunk's check value is not looked at by the decoder
        byte[] tiff = Tiff(6, isLittle: true);
        byte[] png =
        [
            .. TinyPng.Bytes[..33], 0, 0, 0, (byte)tiff.Length, .. "eXIf"u8, .. tiff, 0, 0, 0, 0, .. TinyPng.Bytes[33..],
        ];
        Assert.Equal(6, ExifOrientation.Of(png));
        Assert.Equal([200, 100, 50], Image.Decode(png).Pixels.ToArray());
        Assert.Equal([200, 100, 50], Image.Decode(png, applyOrientation: true).Pixels.ToArray());
    }

    [Fact]
    public void Damaged_data_mean_upright()
    {
        byte[] whole = Jpeg(6, isLittle: false);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(1, ExifOrientation.Of(whole.AsSpan(0, length)));
        }

        var random = new Random(2);
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = ExifOrientation.Of(damaged);
        }
    }

    private static byte[] Jpeg(int orientation, bool isLittle)
    {
        byte[] tiff = Tiff(orientation, isLittle);
        return [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];
    }

    private static byte[] Tiff(int orientation, bool isLittle)
    {
        // header, two entries: another tag, the orientation
        byte[] bytes = new byte[8 + 2 + 24];
        bytes.AsSpan(0, 2).Fill(isLittle ? (byte)'I' : (byte)'M');
        void Write(int at, int value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
            }
        }

        Write(2, 42);
        Write(isLittle ? 4 : 6, 8);
        Write(8, 2);
        Write(10, 0x010f);
        Write(22, 0x0112);
        Write(24, 3);
        Write(isLittle ? 26 : 28, 1);
        Write(30, orientation);
        return bytes;
    }
}
