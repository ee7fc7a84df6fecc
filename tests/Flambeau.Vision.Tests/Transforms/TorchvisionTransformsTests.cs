using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Transforms;

/// <summary>Transforms give torchvision's samples, random ones from the same seed.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public class TorchvisionTransformsTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("transforms");

    private static readonly Dictionary<string, ImageTransform> s_transforms = new()
    {
        ["resize_7"] = new Resize(7),
        ["resize_13"] = new Resize(13),
        ["resize_29"] = new Resize(29),
        ["resize_5x31"] = new Resize((5, 31)),
        ["resize_40x3"] = new Resize((40, 3)),
        ["resize_1x1"] = new Resize((1, 1)),
        ["resize_bicubic_8x9"] = new Resize((8, 9), Interpolation.Bicubic),
        ["resize_bicubic_20x25"] = new Resize((20, 25), Interpolation.Bicubic),
        ["resize_lanczos_8x25"] = new Resize((8, 25), Interpolation.Lanczos),
        ["resize_box_5x25"] = new Resize((5, 25), Interpolation.Box),
        ["center_crop_6"] = new CenterCrop(6),
        ["center_crop_9x7"] = new CenterCrop((9, 7)),
        ["center_crop_16x21"] = new CenterCrop((16, 21)),
        ["center_crop_16x5"] = new CenterCrop((16, 5)),
        ["pad_2"] = new Pad(2),
        ["pad_1_2_3_4_fill_9"] = new Pad(1, 2, 3, 4, fill: 9),
        ["grayscale"] = new Grayscale(),
        ["grayscale_3"] = new Grayscale(3),
        ["random_crop_8x9"] = new RandomCrop((8, 9)),
        ["random_crop_13x18"] = new RandomCrop((13, 18)),
        ["random_crop_12_padding_2"] = new RandomCrop(12, padding: 2),
        ["random_horizontal_flip"] = new RandomHorizontalFlip(),
        ["random_horizontal_flip_0.2"] = new RandomHorizontalFlip(0.2),
        ["random_resized_crop_6"] = new RandomResizedCrop(6),
        ["random_resized_crop_5x9"] = new RandomResizedCrop((5, 9), scale: (0.5, 0.9), ratio: (1, 2)),
        ["random_resized_crop_narrow"] = new RandomResizedCrop(4, scale: (0.9, 1), ratio: (0.1, 0.2)),
        ["random_resized_crop_wide"] = new RandomResizedCrop(4, scale: (0.9, 1), ratio: (4, 5)),
    };

    public static TheoryData<string> WithOutputs => [.. s_golden.Cases.Where(c => c.Has("outputs")).Select(c => c.Name)];

    public static TheoryData<string> WithParts => [.. s_golden.Cases.Where(c => c.Has("parts")).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(WithOutputs))]
    public void Samples_are_torchvisions(string name)
    {
        var picture = Picture();
        Rng.ManualSeed(0);
        foreach (var expected in s_golden[name].Tensors("outputs"))
        {
            var actual = s_transforms[name].Apply(picture);
            Assert.Equal(expected.Shape, new Shape(actual.Height, actual.Width, actual.Channels));
            Assert.Equal(expected.ToArray<byte>(), actual.Pixels.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(WithParts))]
    public void Parts_of_a_random_resized_crop(string name)
    {
        var golden = s_golden[name];
        var crop = new RandomResizedCrop(1);
        Rng.ManualSeed(0);
        foreach (double[] expected in golden.Rows("parts"))
        {
            var (top, left, height, width) = crop.Part((int)golden.Integer("height"), (int)golden.Integer("width"));
            Assert.Equal(expected, new double[] { top, left, height, width });
        }
    }

    [Fact]
    public void A_composition_ends_in_torchvisions_tensor()
    {
        var compose = new Compose(new ToTensor(), Normalize.ImageNet);
        TensorAssert.AllClose(s_golden["normalize"].Tensor("output"), compose.Apply(Picture().Crop(0, 0, 3, 4)), atol: 1e-6);
    }

    private static Image Picture()
    {
        var samples = s_golden["picture"].Tensor("samples");
        return new Image(samples.Shape[1], samples.Shape[0], samples.Shape[2], samples.ToArray<byte>());
    }
}
