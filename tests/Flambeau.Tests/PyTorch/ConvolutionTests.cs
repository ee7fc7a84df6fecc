using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class ConvolutionTests : GoldenLayerTests<ConvolutionTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("convolutions", new()
    {
        ["conv1d"] = () => new Conv1d(2, 3, 3),
        ["conv1d_stride_padding"] = () => new Conv1d(2, 3, 3, stride: 2, padding: 1),
        ["conv1d_dilation_groups"] = () => new Conv1d(4, 2, 2, dilation: 2, groups: 2, bias: false),
        ["conv1d_same"] = () => new Conv1d(2, 2, 4, padding: Padding.Same),
        ["conv1d_unbatched"] = () => new Conv1d(2, 3, 3),
        ["conv2d"] = () => new Conv2d(2, 3, 3),
        ["conv2d_1x1"] = () => new Conv2d(5, 3, 1),
        ["conv2d_1x1_stride"] = () => new Conv2d(3, 2, 1, stride: 2, bias: false),
        ["conv2d_stride"] = () => new Conv2d(2, 3, 3, stride: 2),
        ["conv2d_padding"] = () => new Conv2d(2, 3, 3, padding: 1),
        ["conv2d_stride_padding_7x7"] = () => new Conv2d(1, 2, 7, stride: 2, padding: 3, bias: false),
        ["conv2d_rectangular"] = () => new Conv2d(2, 2, (3, 2), stride: (1, 2), padding: (2, 0)),
        ["conv2d_dilation"] = () => new Conv2d(2, 2, 3, dilation: 2, padding: 2),
        ["conv2d_dilation_rectangular"] = () => new Conv2d(1, 2, (2, 3), dilation: (3, 1)),
        ["conv2d_groups"] = () => new Conv2d(4, 6, 3, groups: 2),
        ["conv2d_depthwise"] = () => new Conv2d(3, 3, 3, padding: 1, groups: 3),
        ["conv2d_depthwise_multiplier"] = () => new Conv2d(2, 4, 3, stride: 2, padding: 1, groups: 2),
        ["conv2d_same"] = () => new Conv2d(1, 2, (4, 3), padding: Padding.Same),
        ["conv2d_valid"] = () => new Conv2d(1, 2, 2, padding: Padding.Valid),
        ["conv2d_unbatched"] = () => new Conv2d(2, 2, 3, padding: 1),
        ["conv2d_kernel_as_large_as_input"] = () => new Conv2d(2, 3, (4, 5)),
    });

    public static GoldenLayers Layers => s_layers;
}
