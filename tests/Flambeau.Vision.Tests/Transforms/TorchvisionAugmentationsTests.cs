using System.Security.Cryptography;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Transforms;

/// <summary>Augmentations give torchvision's samples from the same seed.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public class TorchvisionAugmentationsTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("augmentations");

    private static readonly Dictionary<string, ImageTransform> s_transforms = new()
    {
        ["resize_nearest_7x9"] = new Resize((7, 9), Interpolation.Nearest),
        ["resize_nearest_29x31"] = new Resize((29, 31), Interpolation.Nearest),
        ["resize_hamming_5x31"] = new Resize((5, 31), Interpolation.Hamming),
        ["resize_7_max_8"] = new Resize(7, maxSize: 8),
        ["resize_7_max_20"] = new Resize(7, maxSize: 20),
        ["pad_edge"] = new Pad(1, 2, 3, 4, mode: PadMode.Edge),
        ["pad_reflect"] = new Pad(4, 3, 2, 1, mode: PadMode.Reflect),
        ["pad_reflect_wide"] = new Pad(20, 14, 19, 28, mode: PadMode.Reflect),
        ["pad_symmetric"] = new Pad(4, 3, 2, 1, mode: PadMode.Symmetric),
        ["pad_symmetric_wide"] = new Pad(20, 14, 19, 28, mode: PadMode.Symmetric),
        ["pad_rgb"] = new Pad(2, fill: (10, 20, 30)),
        ["random_vertical_flip"] = new RandomVerticalFlip(),
        ["random_grayscale"] = new RandomGrayscale(0.5),
        ["random_crop_pad_if_needed"] = new RandomCrop((15, 9), padIfNeeded: true, fill: 7),
        ["random_crop_reflect"] = new RandomCrop(12, padding: 3, mode: PadMode.Reflect),
        ["random_resized_crop_bicubic"] = new RandomResizedCrop(6, interpolation: Interpolation.Bicubic),
        ["jitter_brightness"] = new ColorJitter(brightness: 0.8),
        ["jitter_contrast"] = new ColorJitter(contrast: 0.8),
        ["jitter_saturation"] = new ColorJitter(saturation: 2),
        ["jitter_hue"] = new ColorJitter(hue: 0.5),
        ["jitter_all"] = new ColorJitter(0.4, 0.4, 0.4, 0.1),
        ["jitter_ranges"] = new ColorJitter((1.1, 1.5), null, null, (-0.2, -0.1)),
        ["rotation_30"] = new RandomRotation(30),
        ["rotation_180_bilinear"] = new RandomRotation(180, Interpolation.Bilinear),
        ["rotation_180_bicubic"] = new RandomRotation(180, Interpolation.Bicubic),
        ["rotation_expand"] = new RandomRotation((20, 160), expand: true, fill: 9),
        ["rotation_expand_bilinear"] = new RandomRotation(180, Interpolation.Bilinear, expand: true, fill: (1, 2, 3)),
        ["rotation_center"] = new RandomRotation(90, center: (2, 3)),
        ["rotation_quarter"] = new RandomRotation((90, 90)),
        ["rotation_quarter_expand"] = new RandomRotation((90, 90), expand: true),
        ["rotation_three_quarters_expand"] = new RandomRotation((270, 270), expand: true),
        ["rotation_half"] = new RandomRotation((-180, -180)),
        ["rotation_nothing"] = new RandomRotation((0, 0)),
        ["affine_degrees"] = new RandomAffine((-40, 40)),
        ["affine_all"] = new RandomAffine((-30, 60), (0.3, 0.2), (0.5, 1.5), (-20, 30), (-10, 15), fill: 5),
        ["affine_bilinear"] = new RandomAffine((-10, 10), (0.1, 0.1), (0.8, 1.2), (-10, 10), interpolation: Interpolation.Bilinear),
        ["affine_scale"] = new RandomAffine((0, 0), scale: (0.4, 2)),
        ["apply"] = new RandomApply([new RandomHorizontalFlip(1), new CenterCrop((9, 18))], p: 0.4),
    };

    private static readonly Dictionary<string, RandomErasing> s_erasing = new()
    {
        ["erasing"] = new RandomErasing(),
        ["erasing_value"] = new RandomErasing(0.9, (0.1, 0.6), (0.5, 2), [0.25f]),
        ["erasing_rgb"] = new RandomErasing(1, value: [0.25f, 0.5f, 0.75f]),
        ["erasing_noise"] = new RandomErasing(1, (0.02, 0.1), noise: true),
        ["erasing_too_large"] = new RandomErasing(1, (1, 1)),
    };

    private static readonly Dictionary<string, Func<Image, Image>> s_changes = new()
    {
        ["colors_hue_0.1"] = image => image.AdjustHue(0.1),
        ["colors_hue_-0.5"] = image => image.AdjustHue(-0.5),
        ["colors_saturation_0.3"] = image => image.AdjustSaturation(0.3),
        ["colors_saturation_1.7"] = image => image.AdjustSaturation(1.7),
        ["colors_brightness_1.3"] = image => image.AdjustBrightness(1.3),
        ["colors_contrast_0.6"] = image => image.AdjustContrast(0.6),
        ["colors_grayscale"] = new Grayscale(3).Apply,
        ["large_resize_256"] = new Resize(256).Apply,
        ["large_resize_bicubic_333"] = new Resize(333, Interpolation.Bicubic).Apply,
        ["large_resize_lanczos_224x224"] = new Resize((224, 224), Interpolation.Lanczos).Apply,
        ["large_resize_up_600"] = new Resize(600).Apply,
        ["large_resize_nearest_224"] = new Resize(224, Interpolation.Nearest).Apply,
        ["large_rotate_33.3"] = image => image.Rotate(33.3),
        ["large_rotate_bilinear_-71.7"] = image => image.Rotate(-71.7, Interpolation.Bilinear),
        ["large_rotate_bicubic_5"] = image => image.Rotate(5, Interpolation.Bicubic, expand: true),
    };

    public static TheoryData<string> WithOutputs => [.. s_golden.NamesWith("outputs")];

    public static TheoryData<string> Erased => [.. s_golden.NamesWith("erased")];

    public static TheoryData<string> WithCheckValue => [.. s_golden.NamesWith("sha256")];

    [Theory]
    [MemberData(nameof(WithOutputs))]
    public void Samples_are_torchvisions(string name)
    {
        var samples = s_golden["picture"].Tensor("samples");
        var picture = new Image(samples.Shape[1], samples.Shape[0], samples.Shape[2], samples.ToArray<byte>());
        Rng.ManualSeed(0);
        foreach (var expected in s_golden[name].Tensors("outputs"))
        {
            var actual = s_transforms[name].Apply(picture);
            Assert.Equal(expected.Shape, new Shape(actual.Height, actual.Width, actual.Channels));
            Assert.Equal(expected.ToArray<byte>(), actual.Pixels.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Erased))]
    public void Erased_parts_are_torchvisions(string name)
    {
        var samples = s_golden["picture"].Tensor("samples");
        var picture = new Image(samples.Shape[1], samples.Shape[0], samples.Shape[2], samples.ToArray<byte>()).Crop(0, 0, 7, 9).ToTensor();
        Rng.ManualSeed(0);
        foreach (var expected in s_golden[name].Tensors("erased"))
        {
            // normal numbers agree to rounding of logarithm and sine
            TensorAssert.AllClose(expected, s_erasing[name].Apply(picture), rtol: 1e-6, atol: name == "erasing_noise" ? 1e-6 : 0);
        }
    }

    [Theory]
    [MemberData(nameof(WithCheckValue))]
    public void Every_sample_of_large_pictures_is_torchvisions(string name)
    {
        var picture = name.StartsWith("colors") ? ManyColors() : Pattern();
        Assert.Equal(s_golden[name].Text("sha256"), Convert.ToHexString(SHA256.HashData(s_changes[name](picture).Pixels)));
    }

    private static Image ManyColors()
    {
        int[] levels = [.. Enumerable.Range(0, 86).Select(i => 3 * i)];
        byte[] pixels = [.. from red in levels from green in levels from blue in levels from level in new[] { red, green, blue } select (byte)level];
        return new Image(86, 86 * 86, 3, pixels);
    }

    private static Image Pattern()
    {
        byte[] pixels = new byte[375 * 500 * 3];
        for (int y = 0, at = 0; y < 375; y++)
        {
            for (int x = 0; x < 500; x++)
            {
                pixels[at++] = (byte)((y * 7) + (x * 3));
                pixels[at++] = (byte)(y * x % 251);
                pixels[at++] = (byte)(y ^ x);
            }
        }

        return new Image(500, 375, 3, pixels);
    }
}
