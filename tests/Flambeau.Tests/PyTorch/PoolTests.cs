using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class PoolTests : GoldenLayerTests<PoolTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("pools", new()
    {
        ["max_pool2d"] = () => new MaxPool2d(2),
        ["max_pool2d_stride_padding"] = () => new MaxPool2d(3, stride: 2, padding: 1),
        ["max_pool2d_ceil"] = () => new MaxPool2d(2, stride: 2, ceilMode: true),
        ["max_pool2d_ceil_padding"] = () => new MaxPool2d(3, stride: 2, padding: 1, ceilMode: true),
        ["max_pool2d_dilation"] = () => new MaxPool2d(2, stride: 1, dilation: 2),
        ["max_pool2d_rectangular"] = () => new MaxPool2d((3, 2), stride: (2, 1), padding: (1, 0)),
        ["max_pool2d_overlap"] = () => new MaxPool2d(3, stride: 1),
        ["max_pool2d_unbatched"] = () => new MaxPool2d(2),
        ["avg_pool2d"] = () => new AvgPool2d(2),
        ["avg_pool2d_padding"] = () => new AvgPool2d(3, stride: 2, padding: 1),
        ["avg_pool2d_exclude_pad"] = () => new AvgPool2d(3, stride: 2, padding: 1, countIncludePad: false),
        ["avg_pool2d_ceil"] = () => new AvgPool2d(3, stride: 2, ceilMode: true),
        ["avg_pool2d_ceil_padding"] = () => new AvgPool2d(3, stride: 2, padding: 1, ceilMode: true),
        ["avg_pool2d_divisor"] = () => new AvgPool2d((2, 3), stride: 1, divisorOverride: 4),
        ["adaptive_avg_pool2d_1"] = () => new AdaptiveAvgPool2d(1),
        ["adaptive_avg_pool2d_uneven"] = () => new AdaptiveAvgPool2d((3, 4)),
        ["adaptive_avg_pool2d_none"] = () => new AdaptiveAvgPool2d(null, 2),
        ["adaptive_avg_pool2d_larger"] = () => new AdaptiveAvgPool2d(5),
        ["adaptive_avg_pool2d_same"] = () => new AdaptiveAvgPool2d((6, 6)),
    })
    {
        // Two equal maxima in one window have no gradient.
        NotDifferentiable = ["max_pool2d_ceil_padding"],
    };

    public static GoldenLayers Layers => s_layers;
}
