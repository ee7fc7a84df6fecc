using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Transforms;

public class TransformTests
{
    [Fact]
    public void A_composition_prints_as_torchvisions()
    {
        var compose = new Compose(new Resize(256), new CenterCrop(224), new RandomHorizontalFlip(), new ToTensor(), Normalize.ImageNet);
        Assert.Equal(
            """
            Compose(
                Resize(size=256, interpolation=bilinear)
                CenterCrop(size=(224, 224))
                RandomHorizontalFlip(p=0.5)
                ToTensor()
                Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])
            )
            """,
            compose.ToString());
        Assert.Equal(new Shape(3, 224, 224), compose.Apply(new Image(10, 7, 3, new byte[210])).Shape);
    }

    [Fact]
    public void A_composition_checks_the_order_of_its_steps()
    {
        Assert.StartsWith(
            "Compose: Normalize(mean=[0.5], std=[0.5]) works on tensors and must follow ToTensor.",
            Assert.Throws<ArgumentException>(() => new Compose(new Normalize([0.5f], [0.5f]), new ToTensor())).Message);
        Assert.StartsWith(
            "Compose: CenterCrop(size=(4, 5)) works on pictures and must precede ToTensor.",
            Assert.Throws<ArgumentException>(() => new Compose(new ToTensor(), new CenterCrop((4, 5)))).Message);
        Assert.StartsWith(
            "Compose: ToTensor() works on pictures and must precede ToTensor.",
            Assert.Throws<ArgumentException>(() => new Compose(new ToTensor(), new ToTensor())).Message);
        Assert.StartsWith("Compose: one of the steps must be ToTensor.", Assert.Throws<ArgumentException>(() => new Compose(new Resize(3))).Message);
    }

    [Fact]
    public void A_part_that_does_not_fit_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new RandomCrop(8, padding: 1).Apply(new Image(6, 5, 1, new byte[30])));
        Assert.StartsWith("RandomCrop: the part must fit the picture, but is (8, 8), and the picture with its border is (7, 8).", error.Message);
    }

    [Fact]
    public void Settings_must_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resize(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CenterCrop((3, -1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Grayscale(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(1.5));
        Assert.Throws<ArgumentException>(() => new RandomResizedCrop(3, scale: (0.5, 0.2)));
        Assert.Throws<ArgumentException>(() => new Normalize([0.5f], [0.5f, 0.5f]));
        Assert.Throws<ArgumentException>(() => new Normalize([0.5f], [0f]));
    }

    [Fact]
    public void Normalize_refuses_other_numbers_of_channels()
    {
        var error = Assert.Throws<ArgumentException>(() => Normalize.ImageNet.Apply(Tensor.Zeros(1, 4, 4)));
        Assert.StartsWith("Normalize: input must be [C, H, W] or [N, C, H, W] with 3 channels, but has shape [1, 4, 4].", error.Message);
        TensorAssert.Equal([1, 3], new Normalize([1f], [0.5f]).Apply(Tensor.From([1.5f, 2.5f], 1, 1, 1, 2)));
    }

    [Fact]
    public void A_generator_of_its_own_repeats()
    {
        var image = new Image(40, 30, 3, [.. Enumerable.Range(0, 3600).Select(i => (byte)(i * 7))]);
        byte[][] First() => [.. Enumerable.Range(0, 3).Select(_ => new RandomResizedCrop(9, generator: new Generator(4)).Apply(image).Pixels.ToArray())];
        Assert.Equal(First(), First());
    }
}
