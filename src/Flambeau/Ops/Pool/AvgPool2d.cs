using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Average pooling.</content>
public static partial class F
{
    /// <summary>
    /// The mean of each window (<c>F.avg_pool2d</c>). Input: [N, C, H, W] or [C, H, W]. Output: [N, C, H', W'] with
    /// H' = floor((H + 2 padding - kernelSize) / stride) + 1, or rounded up with <paramref name="ceilMode"/>.
    /// </summary>
    /// <param name="input">The images.</param>
    /// <param name="kernelSize">The height and width of the window.</param>
    /// <param name="stride">The step between windows; the window's size when omitted.</param>
    /// <param name="padding">Zeros added on each side, 0 when omitted.</param>
    /// <param name="ceilMode">Let a last window reach over the border.</param>
    /// <param name="countIncludePad">Count the added zeros in the mean.</param>
    /// <param name="divisorOverride">Divide the sum by this instead of the number of elements.</param>
    /// <exception cref="ArgumentException">The input is no image, or the settings do not fit it.</exception>
    public static Tensor AvgPool2d(
        Tensor input,
        Size2 kernelSize,
        Size2? stride = null,
        Size2? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        int? divisorOverride = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim == 3)
        {
            return AvgPool2d(input.Unsqueeze(0), kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride).Squeeze(0);
        }

        var (step, pad) = (stride ?? kernelSize, padding ?? 0);
        PoolCheck.Windows(nameof(AvgPool2d), input, kernelSize, step, pad, 1);
        if (divisorOverride == 0)
        {
            throw new ArgumentException($"AvgPool2d: divisorOverride must not be zero. input has shape {input.Shape}.", nameof(divisorOverride));
        }

        int height = Pool2dGeometry.OutputSize(input.Shape[2], kernelSize.Height, step.Height, pad.Height, 1, ceilMode);
        int width = Pool2dGeometry.OutputSize(input.Shape[3], kernelSize.Width, step.Width, pad.Width, 1, ceilMode);
        PoolCheck.Output(nameof(AvgPool2d), input, height, width, kernelSize);
        var rows = PoolAxis.Sliding(input.Shape[2], kernelSize.Height, step.Height, pad.Height, ceilMode, countIncludePad);
        var columns = PoolAxis.Sliding(input.Shape[3], kernelSize.Width, step.Width, pad.Width, ceilMode, countIncludePad);
        return AvgPoolImages(input, rows, columns, divisorOverride, "AvgPool2DBackward0");
    }

    /// <summary>The mean of each window (<c>F.avg_pool1d</c>). Input: [N, C, L] or [C, L]. Output: [N, C, L'].</summary>
    /// <exception cref="ArgumentException">The input is no sequence, or the settings do not fit it.</exception>
    public static Tensor AvgPool1d(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        return AvgPool2d(input.Unsqueeze(-2), (1, kernelSize), (1, stride ?? kernelSize), (0, padding), ceilMode, countIncludePad).Squeeze(-2);
    }

    /// <summary>
    /// The means of windows that divide the input into a given number (<c>F.adaptive_avg_pool2d</c>).
    /// Input: [N, C, H, W] or [C, H, W]. Output: [N, C, outputSize].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or an output size is not positive.</exception>
    public static Tensor AdaptiveAvgPool2d(Tensor input, Size2 outputSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim == 3)
        {
            return AdaptiveAvgPool2d(input.Unsqueeze(0), outputSize).Squeeze(0);
        }

        Check.Floating(nameof(AdaptiveAvgPool2d), input);
        Check.Rank(nameof(AdaptiveAvgPool2d), input, 4, "[N, C, H, W] or [C, H, W]");
        PoolCheck.Output(nameof(AdaptiveAvgPool2d), input, outputSize.Height, outputSize.Width, outputSize);
        var rows = PoolAxis.Adaptive(input.Shape[2], outputSize.Height);
        var columns = PoolAxis.Adaptive(input.Shape[3], outputSize.Width);
        return AvgPoolImages(input, rows, columns, null, "AdaptiveAvgPool2DBackward0");
    }

    /// <summary>
    /// The means of windows that divide the input into a given number (<c>F.adaptive_avg_pool1d</c>).
    /// Input: [N, C, L] or [C, L]. Output: [N, C, outputSize].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no sequence, or the output size is not positive.</exception>
    public static Tensor AdaptiveAvgPool1d(Tensor input, int outputSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        return AdaptiveAvgPool2d(input.Unsqueeze(-2), (1, outputSize)).Squeeze(-2);
    }

    private static Tensor AvgPoolImages(Tensor input, PoolAxis rows, PoolAxis columns, int? divisor, string name)
    {
        var x = input.ChannelsLast();
        var output = PoolCheck.NewOutput(x, rows.Output, columns.Output, x.DType);
        if (x.DType == DType.Float64)
        {
            AvgPool.Forward<double>(x.Shape[0], x.Shape[1], rows, columns, divisor, x.Span<double>(), output.Span<double>());
        }
        else
        {
            AvgPool.Forward<float>(x.Shape[0], x.Shape[1], rows, columns, divisor, x.Span<float>(), output.Span<float>());
        }

        return Recorder.Wants(x) ? Recorder.Record(output, new AvgPool2DBackward(rows, columns, divisor, name), x) : output;
    }

    // each window's gradient is shared out evenly
    private sealed class AvgPool2DBackward(PoolAxis rows, PoolAxis columns, int? divisor, string name) : BackwardNode
    {
        public override string Name => name;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            [gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.ChannelsLast()) : Run<float>(gradOutput.ChannelsLast())];

        private Tensor Run<T>(Tensor dy)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var dx = PoolCheck.NewOutput(dy, rows.Input, columns.Input, dy.DType);
            AvgPool.Backward<T>(dy.Shape[0], dy.Shape[1], rows, columns, divisor, dy.Span<T>(), dx.Span<T>());
            return dx;
        }
    }
}
