using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>Checks the arguments of convolutions.</summary>
internal static class ConvCheck
{
    /// <summary>The sizes of a 2-D convolution, after checking that everything fits.</summary>
    public static Conv2dGeometry Geometry(
        string op, Tensor input, Tensor weight, Tensor? bias, Size2 stride, Size2 padding, Size2 dilation, int groups)
    {
        Check.Rank(op, input, 4, "[N, C, H, W] or [C, H, W]");
        Check.Rank(op, weight, 4, "[O, C / groups, kH, kW]", "weight");
        Check.Floating(op, input);
        Check.SameDType(op, input, weight, otherName: "weight");
        Settings(op, stride, padding, dilation);
        var (outputs, perGroup) = (weight.Shape[0], weight.Shape[1]);
        if (groups < 1 || outputs % groups != 0)
        {
            throw new ArgumentException($"{op}: groups must be positive and divide the {outputs} output channels, but got {groups}. weight has shape {weight.Shape}.", nameof(groups));
        }

        if (input.Shape[1] != perGroup * groups)
        {
            throw new ArgumentException(
                $"{op}: expected {perGroup * groups} input channels (weight {weight.Shape}, groups {groups}), but input {input.Shape} has {input.Shape[1]}.");
        }

        Bias(op, bias, outputs, input);
        var geometry = new Conv2dGeometry(
            input.Shape[0], input.Shape[1], input.Shape[2], input.Shape[3], outputs, weight.Shape[2], weight.Shape[3],
            stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups);
        if (geometry.OutH < 1 || geometry.OutW < 1)
        {
            throw new ArgumentException(
                $"{op}: the kernel, {weight.Shape[2]} x {weight.Shape[3]} with dilation {dilation}, must fit into the input with padding {padding}, but does not. input has shape {input.Shape}.");
        }

        return geometry;
    }

    /// <summary>
    /// The sizes of the convolution whose input gradient a transposed convolution is, its input being our output, after checking
    /// that everything fits.
    /// </summary>
    public static Conv2dGeometry TransposedGeometry(
        string op, Tensor input, Tensor weight, Tensor? bias, Size2 stride, Size2 padding, Size2 outputPadding, int groups, Size2 dilation)
    {
        Check.Rank(op, input, 4, "[N, C, H, W] or [C, H, W]");
        Check.Rank(op, weight, 4, "[C, O / groups, kH, kW]", "weight");
        Check.Floating(op, input);
        Check.SameDType(op, input, weight, otherName: "weight");
        Settings(op, stride, padding, dilation);
        int channels = weight.Shape[0];
        if (groups < 1 || channels % groups != 0)
        {
            throw new ArgumentException($"{op}: groups must be positive and divide the {channels} input channels, but got {groups}. weight has shape {weight.Shape}.", nameof(groups));
        }

        if (input.Shape[1] != channels)
        {
            throw new ArgumentException($"{op}: expected {channels} input channels (weight {weight.Shape}), but input {input.Shape} has {input.Shape[1]}.");
        }

        Bias(op, bias, weight.Shape[1] * groups, input);
        OutputPadding(op, outputPadding, stride, dilation);
        int height = ((input.Shape[2] - 1) * stride.Height) - (2 * padding.Height) + (dilation.Height * (weight.Shape[2] - 1)) + outputPadding.Height + 1;
        int width = ((input.Shape[3] - 1) * stride.Width) - (2 * padding.Width) + (dilation.Width * (weight.Shape[3] - 1)) + outputPadding.Width + 1;
        return height > 0 && width > 0
            ? new Conv2dGeometry(
                input.Shape[0], weight.Shape[1] * groups, height, width, channels, weight.Shape[2], weight.Shape[3],
                stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups)
            : throw new ArgumentException(
                $"{op}: the output must not be empty, but with padding {padding} would be {height} x {width}. input has shape {input.Shape}, weight has shape {weight.Shape}.");
    }

    /// <summary>Checks the bias of a convolution with a number of output channels.</summary>
    public static void Bias(string op, Tensor? bias, int outputs, Tensor input)
    {
        if (bias is not null && bias.Shape != new Shape(outputs))
        {
            throw new ArgumentException($"{op}: bias must have shape [{outputs}], one value per output channel, but got {bias.Shape}.", nameof(bias));
        }

        if (bias is not null)
        {
            Check.SameDType(op, input, bias, otherName: "bias");
        }
    }

    private static void OutputPadding(string op, Size2 outputPadding, Size2 stride, Size2 dilation)
    {
        bool fits = outputPadding.Height >= 0 && outputPadding.Height < Math.Max(stride.Height, dilation.Height)
            && outputPadding.Width >= 0 && outputPadding.Width < Math.Max(stride.Width, dilation.Width);
        if (!fits)
        {
            throw new ArgumentException(
                $"{op}: outputPadding must not be negative and must be smaller than stride or dilation, but got outputPadding {outputPadding}, stride {stride}, dilation {dilation}.",
                nameof(outputPadding));
        }
    }

    private static void Settings(string op, Size2 stride, Size2 padding, Size2 dilation)
    {
        if (stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || padding.Height < 0 || padding.Width < 0)
        {
            throw new ArgumentException($"{op}: stride and dilation must be positive and padding not negative, but got stride {stride}, padding {padding}, dilation {dilation}.");
        }
    }
}
