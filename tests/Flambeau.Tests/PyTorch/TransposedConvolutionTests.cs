using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class TransposedConvolutionTests : GoldenLayerTests<TransposedConvolutionTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("transposed_convolutions", new()
    {
        ["conv_transpose1d"] = () => new ConvTranspose1d(2, 3, 3),
        ["conv_transpose1d_stride"] = () => new ConvTranspose1d(2, 3, 4, stride: 3, padding: 1, outputPadding: 2),
        ["conv_transpose1d_groups"] = () => new ConvTranspose1d(4, 6, 3, stride: 2, groups: 2, dilation: 2, bias: false),
        ["conv_transpose1d_output_padding_of_dilation"] = () => new ConvTranspose1d(1, 2, 3, padding: 1, outputPadding: 2, dilation: 3),
        ["conv_transpose1d_unbatched"] = () => new ConvTranspose1d(2, 3, 3, stride: 2),
        ["conv_transpose2d"] = () => new ConvTranspose2d(2, 3, 3),
        ["conv_transpose2d_1x1"] = () => new ConvTranspose2d(3, 2, 1, bias: false),
        ["conv_transpose2d_1x1_stride"] = () => new ConvTranspose2d(3, 2, 1, stride: 3, outputPadding: 2),
        ["conv_transpose2d_doubling"] = () => new ConvTranspose2d(4, 2, 2, stride: 2),
        ["conv_transpose2d_gan"] = () => new ConvTranspose2d(3, 4, 4, stride: 2, padding: 1, bias: false),
        ["conv_transpose2d_odd_stride"] = () => new ConvTranspose2d(2, 2, 3, stride: 3, padding: 1, outputPadding: 1),
        ["conv_transpose2d_stride_above_kernel"] = () => new ConvTranspose2d(2, 2, 2, stride: 5, outputPadding: 4),
        ["conv_transpose2d_rectangular"] = () => new ConvTranspose2d(2, 3, (3, 2), stride: (1, 3), padding: (2, 0), outputPadding: (0, 2)),
        ["conv_transpose2d_dilation"] = () => new ConvTranspose2d(2, 2, 3, stride: 2, padding: 2, outputPadding: 1, dilation: 2),
        ["conv_transpose2d_dilation_rectangular"] = () => new ConvTranspose2d(1, 2, (2, 3), dilation: (3, 1)),
        ["conv_transpose2d_output_padding_of_dilation"] = () => new ConvTranspose2d(2, 3, 3, stride: (1, 2), padding: 1, outputPadding: (2, 3), dilation: (3, 4)),
        ["conv_transpose2d_groups"] = () => new ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2),
        ["conv_transpose2d_groups_dilation"] = () => new ConvTranspose2d(6, 3, 2, groups: 3, dilation: 2, bias: false),
        ["conv_transpose2d_depthwise"] = () => new ConvTranspose2d(4, 4, 4, stride: 2, padding: 1, groups: 4),
        ["conv_transpose2d_all_but_cut_off"] = () => new ConvTranspose2d(2, 3, 3, padding: 2),
        ["conv_transpose2d_one_pixel"] = () => new ConvTranspose2d(5, 2, 4),
        ["conv_transpose2d_unbatched"] = () => new ConvTranspose2d(2, 3, 3, stride: 2, padding: 1),
    });

    public static GoldenLayers Layers => s_layers;
}
