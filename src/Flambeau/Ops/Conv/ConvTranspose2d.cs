using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Transposed convolution.</content>
public static partial class F
{
    /// <summary>
    /// 2-D transposed convolution, the gradient of a convolution with respect to its input (<c>F.conv_transpose2d</c>).
    /// Input: [N, C, H, W] or [C, H, W]. Weight: [C, O / groups, kH, kW]. Bias: [O]. Output: [N, O, H', W'] with
    /// H' = (H - 1) stride - 2 padding + dilation (kH - 1) + outputPadding + 1; channels-last in memory.
    /// </summary>
    /// <param name="input">The images.</param>
    /// <param name="weight">The kernels.</param>
    /// <param name="bias">Added to every output channel; may be null.</param>
    /// <param name="stride">The step between windows in the output, 1 when omitted.</param>
    /// <param name="padding">How much of the output's border is cut off on each side, 0 when omitted.</param>
    /// <param name="outputPadding">How much the output is longer at its end, 0 when omitted; less than stride or dilation.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="dilation">The distance between kernel elements, 1 when omitted.</param>
    /// <exception cref="ArgumentException">Shapes, types or settings do not fit each other.</exception>
    public static Tensor ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Size2? stride = null,
        Size2? padding = null,
        Size2? outputPadding = null,
        int groups = 1,
        Size2? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.Dim == 3)
        {
            return ConvTranspose2d(input.Unsqueeze(0), weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
        }

        var (step, extra) = (stride ?? 1, outputPadding ?? 0);
        var geometry = ConvCheck.TransposedGeometry(
            nameof(ConvTranspose2d), input, weight, bias, step, padding ?? 0, extra, groups, dilation ?? 1);

        // where a dilation allows for outputPadding of a whole stride and more, rows of zeros bring the convolution's output to length
        var (rows, columns) = (extra.Height / step.Height, extra.Width / step.Width);
        var images = rows + columns == 0 ? input : Pad(input, [0, columns, 0, rows]);
        var (x, w, b) = (images.ChannelsLast(), weight.Contiguous(), bias?.Contiguous());
        var output = TransposedForward(geometry, x, w, b);
        return Recorder.Wants(x, w, b) ? Recorder.Record(output, new ConvolutionBackward(geometry, x, w, transposed: true), x, w, b) : output;
    }

    private static Tensor TransposedForward(in Conv2dGeometry geometry, Tensor x, Tensor weight, Tensor? bias)
    {
        using var mode = GradMode.NoGrad();
        Shape shape = [geometry.N, geometry.C, geometry.H, geometry.W];
        var output = Tensor.NewStrided(shape, Layout.ChannelsLastStrides(shape), x.DType);
        if (x.DType == DType.Float64)
        {
            Conv2dKernel.BackwardInput<double>(in geometry, x.Span<double>(), weight.Span<double>(), output.Span<double>());
        }
        else
        {
            Conv2dKernel.BackwardInput<float>(in geometry, x.Span<float>(), weight.Span<float>(), output.Span<float>());
        }

        return bias is null ? output : output.AddInPlace(bias.Reshape(-1, 1, 1));
    }
}
