using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Images;

public class ImageTests
{
    [Theory]
    [InlineData("rgb_pytorch.png", 3, 403824)]
    [InlineData("rgb_pytorch16.png", 3, 403824)]
    [InlineData("palette_pytorch.png", 4, 403824)]
    [InlineData("rgbalpha_pytorch.png", 4, 486993)]
    [InlineData("gray_pytorch.png", 1, 406080)]
    [InlineData("grayalpha_pytorch.png", 2, 406080)]
    public void Real_files_without_loss_have_Pillows_sum(string file, int channels, long sum)
    {
        string path = RepoPaths.SharedOrSkip("data", "image-formats", "logos", file);
        Assert.Equal(sum, Image.Load(path).Pixels.ToArray().Sum(sample => (long)sample));
        Assert.Equal(channels, Image.Load(path, channels: null).Channels);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<ImageException>(() => Image.Load("/nowhere/a.png"));
        Assert.StartsWith("'/nowhere/a.png': the file cannot be read: ", error.Message);
    }

    [Fact]
    public void A_file_that_claims_to_be_vast_is_refused()
    {
        byte[] png = [.. TinyPng.Bytes];
        // the width, in IHDR
        (png[16], png[17], png[18], png[19]) = (0, 0xff, 0xff, 0xff);
        (png[20], png[21], png[22], png[23]) = (0, 0, 0, 100);
        Assert.Throws<ImageException>(() => Image.Decode(png));
    }

    [Fact]
    public void Conversions()
    {
        var image = Image.Decode(TinyPng.Bytes);
        Assert.Equal([200, 100, 50], image.Pixels.ToArray());
        // (200 x 19595 + 100 x 38470 + 50 x 7471 + 32768) >> 16
        Assert.Equal([124], image.Convert(1).Pixels.ToArray());
        Assert.Equal([124, 124, 124], image.Convert(1).Convert(3).Pixels.ToArray());
        TensorAssert.Equal(Tensor.From([200 / 255f, 100 / 255f, 50 / 255f], 3, 1, 1), image.ToTensor());
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Convert(2));
    }

    [Fact]
    public void A_tensor_has_the_channels_first()
    {
        var image = new Image(2, 1, 3, [0, 51, 102, 153, 204, 255]);
        TensorAssert.Close([0, 0.6, 0.2, 0.8, 0.4, 1], image.ToTensor(), atol: 1e-7);
        Assert.Equal(new Shape(3, 1, 2), image.ToTensor().Shape);
        Assert.Equal([153, 204, 255, 0, 51, 102], image.FlipHorizontal().Pixels.ToArray());
    }

    [Fact]
    public void Samples_must_fit()
    {
        var error = Assert.Throws<ArgumentException>(() => new Image(2, 2, 3, new byte[11]));
        Assert.StartsWith("Image: 2 x 2 pixels of 3 channels need 12 samples, but got 11.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 2, 3, []));
    }
}
