using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class ResamplingTests : GoldenLayerTests<ResamplingTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("resampling", new()
    {
        ["zero_pad2d"] = () => new ZeroPad2d(1),
        ["zero_pad2d_sides"] = () => new ZeroPad2d(1, 2, 0, 3),
        ["zero_pad2d_cut"] = () => new ZeroPad2d(-1, 2, 1, -1),
        ["constant_pad1d"] = () => new ConstantPad1d(2, 0.5),
        ["constant_pad2d"] = () => new ConstantPad2d(1, 0, 2, 1, -1.5),
        ["reflection_pad1d"] = () => new ReflectionPad1d(2, 1),
        ["reflection_pad2d"] = () => new ReflectionPad2d(1),
        ["reflection_pad2d_sides"] = () => new ReflectionPad2d(3, 0, 1, 2),
        ["replication_pad1d"] = () => new ReplicationPad1d(3),
        ["replication_pad2d"] = () => new ReplicationPad2d(2, 1, 0, 3),
        ["upsample_nearest"] = () => new Upsample(scaleFactor: 2),
        ["upsample_nearest_size"] = () => new Upsample(size: (5, 7)),
        ["upsample_nearest_down"] = () => new Upsample(size: 3),
        ["upsample_nearest_fraction"] = () => new Upsample(scaleFactor: 1.7),
        ["upsample_bilinear"] = () => new Upsample(scaleFactor: 2, mode: UpsampleMode.Bilinear),
        ["upsample_bilinear_size"] = () => new Upsample(size: (5, 7), mode: UpsampleMode.Bilinear),
        ["upsample_bilinear_down"] = () => new Upsample(size: (2, 3), mode: UpsampleMode.Bilinear),
        ["upsample_bilinear_fraction"] = () => new Upsample(scaleFactor: 2.3, mode: UpsampleMode.Bilinear),
        ["upsample_bilinear_corners"] = () => new Upsample(scaleFactor: 2, mode: UpsampleMode.Bilinear, alignCorners: true),
        ["upsample_bilinear_corners_one"] = () => new Upsample(size: (1, 5), mode: UpsampleMode.Bilinear, alignCorners: true),
        ["pixel_shuffle"] = () => new PixelShuffle(2),
        ["pixel_shuffle_unbatched"] = () => new PixelShuffle(3),
        ["pixel_unshuffle"] = () => new PixelUnshuffle(2),
        ["adaptive_max_pool2d"] = () => new AdaptiveMaxPool2d(2),
        ["adaptive_max_pool2d_uneven"] = () => new AdaptiveMaxPool2d((3, 4)),
        ["adaptive_max_pool2d_none"] = () => new AdaptiveMaxPool2d(null, 2),
        ["adaptive_max_pool2d_larger"] = () => new AdaptiveMaxPool2d(5),
        ["adaptive_max_pool2d_unbatched"] = () => new AdaptiveMaxPool2d((1, 3)),
    });

    public static GoldenLayers Layers => s_layers;
}
