using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Images;

/// <summary>Decoding agrees with Pillow: exactly without loss, to a few levels for JPEG, whose decoders round differently.</summary>
public class PillowImagesTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("images");

    public static TheoryData<string> All => [.. s_golden.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Samples_are_Pillows(string name)
    {
        var expected = s_golden[name].Tensor("samples");
        var image = Image.Decode(Bytes(name));
        Assert.Equal(expected.Shape, new Shape(image.Height, image.Width, image.Channels));
        int tolerance = name.StartsWith("jpeg") ? 3 : 0;
        int worst = expected.ToArray<byte>().Zip(image.Pixels.ToArray(), (e, a) => Math.Abs(e - a)).Max();
        Assert.InRange(worst, 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_truncated_file_is_refused_wherever_it_ends(string name)
    {
        byte[] bytes = Bytes(name);
        for (int length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<ImageException>(() => Image.Decode(bytes[..length], name: "x.img"));
            Assert.StartsWith("'x.img': ", error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_damaged_file_gives_a_picture_or_the_formats_error(string name)
    {
        byte[] bytes = Bytes(name);
        var random = new Random(1);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. bytes];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                var image = Image.Decode(damaged);
                Assert.Equal(image.Width * image.Height * 3, image.Pixels.Length);
            }
            catch (ImageException e)
            {
                Assert.StartsWith("'image': ", e.Message);
            }
        }
    }

    private static byte[] Bytes(string name) => Convert.FromBase64String(s_golden[name].Text("file"));
}
