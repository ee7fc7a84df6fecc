using System.Buffers.Binary;
using System.IO.Compression;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Images;

/// <summary>Files of few bytes that claim to be vast pictures are refused before anything is taken for them.</summary>
public class ImageBoundsTests
{
    private const int Edge = 13_300;

    private static readonly GoldenFile s_golden = GoldenFile.Load("images");

    [Theory]
    [InlineData("jpeg", 0xc0)]
    [InlineData("jpeg_progressive", 0xc2)]
    public void A_JPEG_with_another_size_in_its_header(string name, int frame)
    {
        byte[] file = Convert.FromBase64String(s_golden[name].Text("file"));
        int at = file.AsSpan().IndexOf([(byte)0xff, (byte)frame]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 5), Edge);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 7), Edge);
        AssertRefused(file, $"{file.Length} bytes cannot hold the 13300 x 13300 pixels that the file claims; it is damaged, or made to exhaust memory.");

        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 5), ushort.MaxValue);
        AssertRefused(file, "pictures may have 178956970 pixels at most, but this one claims 13300 x 65535.");
    }

    [Fact]
    public void A_JPEG_that_goes_over_the_picture_thousands_of_times()
    {
        byte[] file = Convert.FromBase64String(s_golden["jpeg_progressive"].Text("file"));
        int scan = file.AsSpan().LastIndexOf([(byte)0xff, (byte)0xda]);
        byte[] last = file[scan..^2];
        int scans = Count(file);
        Assert.InRange(scans, 2, 20);
        AssertRefused(
            [.. file[..^2], .. Enumerable.Repeat(last, 2000).SelectMany(bytes => bytes), 0xff, 0xd9],
            $"the JPEG file has {scans + 2000} scans, but more than 100 serve only to exhaust time.");
    }

    [Fact]
    public void A_GIF_whose_screen_is_vast()
    {
        byte[] file = Convert.FromHexString("47494638396101000100800000000000ffffff2c00000000010001000002024401003b");
        Assert.Equal(1, Image.Decode(file).Width);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), Edge);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), Edge);
        AssertRefused(file, "35 bytes cannot hold the 13300 x 13300 pixels");
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(1, -2)]
    [InlineData(Edge, Edge)]
    public void A_BMP_without_its_pixels(int width, int height)
    {
        byte[] file = Convert.FromHexString(
            "424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000ff000000");
        Assert.Equal([0, 0, 255], Image.Decode(file).Pixels.ToArray());
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        AssertRefused(file, $"58 bytes cannot hold the {width} x {Math.Abs(height)} pixels");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_PNG_that_unpacks_to_more_than_its_pixels(byte interlaced)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(new byte[100_000_000]);
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 100);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 100);
        (header[8], header[9], header[12]) = (8, 2, interlaced);
        AssertRefused(
            [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])],
            "bytes cannot hold the 100 x 100 pixels");
    }

    [Theory]
    [InlineData(8, 6)]
    [InlineData(1, 0)]
    [InlineData(16, 2)]
    public void A_large_PNG_is_no_bomb(byte depth, byte colour)
    {
        const int Size = 1200;
        int samples = colour switch { 6 => 4, 2 => 3, _ => 1 };
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            byte[] row = new byte[1 + (((Size * depth * samples) + 7) / 8)];
            for (int y = 0; y < Size; y++)
            {
                stream.Write(row);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
        (header[8], header[9]) = (depth, colour);
        var image = Image.Decode([0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])], channels: 1);
        Assert.Equal((Size, Size), (image.Width, image.Height));
        Assert.Equal(-1, image.Pixels.IndexOfAnyExcept((byte)0));
    }

    // the decoder does not look at the check values
    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. System.Text.Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static int Count(ReadOnlySpan<byte> file)
    {
        Assert.True(JpegLayout.IsWhole(file, out int scans));
        return scans;
    }

    private static void AssertRefused(byte[] file, string problem) =>
        Assert.Contains(problem, Assert.Throws<ImageException>(() => Image.Decode(file, name: "x")).Message, StringComparison.Ordinal);
}
