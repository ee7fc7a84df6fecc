using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Max pooling.</content>
public static partial class F
{
    /// <summary>
    /// The maximum of each window (<c>F.max_pool2d</c>). Input: [N, C, H, W] or [C, H, W]. Output: [N, C, H', W'] with
    /// H' = floor((H + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1, or rounded up with <paramref name="ceilMode"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or the settings do not fit it.</exception>
    public static Tensor MaxPool2d(
        Tensor input, Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        return MaxPoolImages(input, kernelSize, stride ?? kernelSize, padding ?? 0, dilation ?? 1, ceilMode, keepIndices: Recorder.Wants(input)).Output;
    }

    /// <summary>
    /// The maximum of each window and where it lies in its image, h W + w, as int64 (<c>F.max_pool2d_with_indices</c>).
    /// Shapes as in <see cref="MaxPool2d(Tensor, Size2, Size2?, Size2?, Size2?, bool)"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or the settings do not fit it.</exception>
    public static (Tensor Output, Tensor Indices) MaxPool2dWithIndices(
        Tensor input, Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (output, indices) = MaxPoolImages(input, kernelSize, stride ?? kernelSize, padding ?? 0, dilation ?? 1, ceilMode, keepIndices: true);
        return (output, indices!.Long());
    }

    /// <summary>
    /// The maximum of each window (<c>F.max_pool1d</c>). Input: [N, C, L] or [C, L]. Output: [N, C, L'].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no sequence, or the settings do not fit it.</exception>
    public static Tensor MaxPool1d(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        return MaxPool2d(input.Unsqueeze(-2), (1, kernelSize), (1, stride ?? kernelSize), (0, padding), (1, dilation), ceilMode).Squeeze(-2);
    }

    private static (Tensor Output, Tensor? Indices) MaxPoolImages(
        Tensor input, Size2 kernel, Size2 stride, Size2 padding, Size2 dilation, bool ceilMode, bool keepIndices)
    {
        if (input.Dim == 3)
        {
            var (images, places) = MaxPoolImages(input.Unsqueeze(0), kernel, stride, padding, dilation, ceilMode, keepIndices);
            return (images.Squeeze(0), places?.Squeeze(0));
        }

        PoolCheck.Windows(nameof(MaxPool2d), input, kernel, stride, padding, dilation);
        var x = input.ChannelsLast();
        var geometry = new Pool2dGeometry(
            x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], kernel.Height, kernel.Width, stride.Height, stride.Width,
            padding.Height, padding.Width, dilation.Height, dilation.Width, ceilMode);
        PoolCheck.Output(nameof(MaxPool2d), input, geometry.OutH, geometry.OutW, kernel);
        var output = PoolCheck.NewOutput(x, geometry.OutH, geometry.OutW, x.DType);
        var indices = keepIndices ? PoolCheck.NewOutput(x, geometry.OutH, geometry.OutW, DType.Int32) : null;
        var kept = indices is null ? default : indices.Span<int>();
        if (x.DType == DType.Float64)
        {
            MaxPool.Forward<double>(in geometry, x.Span<double>(), output.Span<double>(), kept);
        }
        else
        {
            MaxPool.Forward<float>(in geometry, x.Span<float>(), output.Span<float>(), kept);
        }

        if (indices is not null && Recorder.Wants(x))
        {
            Recorder.Record(output, new MaxPool2DBackward(geometry, indices), x);
        }

        return (output, indices);
    }

    // each window's gradient goes to the element that won
    private sealed class MaxPool2DBackward : BackwardNode
    {
        private readonly Pool2dGeometry _geometry;
        private readonly SavedTensor _indices;

        public MaxPool2DBackward(Pool2dGeometry geometry, Tensor indices)
        {
            _geometry = geometry;
            _indices = SaveOwn(indices);
        }

        public override string Name => "MaxPool2DWithIndicesBackward0";

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            [gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.ChannelsLast()) : Run<float>(gradOutput.ChannelsLast())];

        private Tensor Run<T>(Tensor dy)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var dx = PoolCheck.NewOutput(dy, _geometry.H, _geometry.W, dy.DType);
            MaxPool.Backward<T>(in _geometry, dy.Span<T>(), _indices.Value.Span<int>(), dx.Span<T>());
            return dx;
        }
    }
}
