using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Transposed convolution.</content>
public static partial class F
{
    /// <summary>
    /// 2-D transposed convolution, the gradient of a convolution with respect to its input (<c>F.conv_transpose2d</c>).
    /// Input: [N, C, H, W]. Weight: [C, O / groups, kH, kW]. Bias: [O]. Output: [N, O, H', W'] with
    /// H' = (H - 1) stride - 2 padding + dilation (kH - 1) + outputPadding + 1.
    /// </summary>
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
        var geometry = TransposedGeometry(input, weight, bias, stride ?? 1, padding ?? 0, outputPadding ?? 0, groups, dilation ?? 1);
        var (x, w) = (input.ChannelsLast(), weight.Contiguous());
        Shape shape = [geometry.N, geometry.C, geometry.H, geometry.W];
        var output = Tensor.NewStrided(shape, Layout.ChannelsLastStrides(shape), x.DType);
        if (x.DType == DType.Float64)
        {
            Conv2dKernel.BackwardInput<double>(in geometry, x.Span<double>(), w.Span<double>(), output.Span<double>());
        }
        else
        {
            Conv2dKernel.BackwardInput<float>(in geometry, x.Span<float>(), w.Span<float>(), output.Span<float>());
        }

        output = Recorder.Wants(x, w) ? Recorder.Record(output, new ConvTransposeBackward(geometry, x, w), x, w) : output;
        return bias is null ? output : output + bias.Reshape(-1, 1, 1);
    }

    // the geometry is that of the convolution whose input gradient this is: its input is our output
    private static Conv2dGeometry TransposedGeometry(
        Tensor input, Tensor weight, Tensor? bias, Size2 stride, Size2 padding, Size2 outputPadding, int groups, Size2 dilation)
    {
        const string op = nameof(ConvTranspose2d);
        Check.Rank(op, input, 4, "[N, C, H, W]");
        Check.Rank(op, weight, 4, "[C, O / groups, kH, kW]", "weight");
        Check.Floating(op, input);
        Check.SameDType(op, input, weight, otherName: "weight");
        if (groups < 1 || weight.Shape[0] % groups != 0 || input.Shape[1] != weight.Shape[0])
        {
            throw new ArgumentException(
                $"{op}: expected {weight.Shape[0]} input channels (weight {weight.Shape}, groups {groups}), but input {input.Shape} has {input.Shape[1]}.");
        }

        ConvCheck.Bias(op, bias, weight.Shape[1] * groups, input);
        int height = ((input.Shape[2] - 1) * stride.Height) - (2 * padding.Height) + (dilation.Height * (weight.Shape[2] - 1)) + outputPadding.Height + 1;
        int width = ((input.Shape[3] - 1) * stride.Width) - (2 * padding.Width) + (dilation.Width * (weight.Shape[3] - 1)) + outputPadding.Width + 1;
        bool fits = height > 0 && width > 0
            && outputPadding.Height < Math.Max(stride.Height, dilation.Height) && outputPadding.Width < Math.Max(stride.Width, dilation.Width);
        return fits
            ? new Conv2dGeometry(
                input.Shape[0], weight.Shape[1] * groups, height, width, input.Shape[1], weight.Shape[2], weight.Shape[3],
                stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups)
            : throw new ArgumentException(
                $"{op}: the output must not be empty and outputPadding must be smaller than stride or dilation, but got {height} x {width} and {outputPadding}. input has shape {input.Shape}.");
    }

    private sealed class ConvTransposeBackward : BackwardNode
    {
        private readonly Conv2dGeometry _geometry;
        private readonly SavedTensor _input;
        private readonly SavedTensor _weight;

        public ConvTransposeBackward(Conv2dGeometry geometry, Tensor input, Tensor weight)
        {
            _geometry = geometry;
            _input = Save(input);
            _weight = Save(weight);
        }

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var dy = gradOutput.ChannelsLast();
            return dy.DType == DType.Float64 ? Run<double>(dy) : Run<float>(dy);
        }

        private Tensor?[] Run<T>(Tensor dy)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Tensor? dx = null;
            Tensor? dw = null;
            if (Needs(0))
            {
                dx = _input.Value.NewLike(dy.DType);
                Conv2dKernel.Forward<T>(in _geometry, dy.Span<T>(), _weight.Value.Span<T>(), default(ReadOnlySpan<T>), dx.Span<T>());
            }

            if (Needs(1))
            {
                dw = Tensor.New(_weight.Value.Shape, dy.DType);
                Conv2dKernel.BackwardWeight<T>(in _geometry, dy.Span<T>(), _input.Value.Span<T>(), dw.Span<T>());
            }

            return [dx, dw];
        }
    }
}
