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
        return MaxPoolImages(input, kernelSize, stride ?? kernelSize, padding ?? 0, dilation ?? 1, ceilMode, keepsPlaces: false).Output;
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
        var (output, places) = MaxPoolImages(input, kernelSize, stride ?? kernelSize, padding ?? 0, dilation ?? 1, ceilMode, keepsPlaces: true);
        return (output, places!);
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

    private static (Tensor Output, Tensor? Places) MaxPoolImages(
        Tensor input, Size2 kernel, Size2 stride, Size2 padding, Size2 dilation, bool ceilMode, bool keepsPlaces)
    {
        if (input.Dim == 3)
        {
            var (images, within) = MaxPoolImages(input.Unsqueeze(0), kernel, stride, padding, dilation, ceilMode, keepsPlaces);
            return (images.Squeeze(0), within?.Squeeze(0));
        }

        PoolCheck.Windows(nameof(MaxPool2d), input, kernel, stride, padding, dilation);
        var x = input.ChannelsLast();
        var geometry = new Pool2dGeometry(
            x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], kernel.Height, kernel.Width, stride.Height, stride.Width,
            padding.Height, padding.Width, dilation.Height, dilation.Width, ceilMode);
        PoolCheck.Output(nameof(MaxPool2d), input, geometry.OutH, geometry.OutW, kernel);
        bool wanted = Recorder.Wants(x);
        if (!wanted && !keepsPlaces && geometry.IsOfSquares && DeferredConvolution.Pool(x) is { } joined)
        {
            return (joined, null);
        }

        var output = PoolCheck.NewOutput(x, geometry.OutH, geometry.OutW, x.DType);
        var tapType = kernel.Height * kernel.Width <= MaxPool.MostByteTaps ? DType.UInt8 : DType.Int32;
        var taps = wanted || keepsPlaces ? PoolCheck.NewOutput(x, geometry.OutH, geometry.OutW, tapType) : null;
        RunTaps(geometry, x.DType, tapType, new MaxPoolForward(x, output, taps));
        Tensor? places = null;
        if (keepsPlaces)
        {
            places = PoolCheck.NewOutput(x, geometry.OutH, geometry.OutW, DType.Int64);
            RunTaps(geometry, x.DType, tapType, new MaxPoolPlaces(taps!, places));
        }

        if (wanted)
        {
            Recorder.Record(output, new MaxPool2DBackward(geometry, taps!), x);
        }

        return (output, places);
    }

    private static void RunTaps<TWork>(in Pool2dGeometry geometry, DType dtype, DType tapType, TWork work)
        where TWork : struct, ITapWork
    {
        switch (dtype, tapType)
        {
            case (DType.Float64, DType.UInt8):
                work.Run<double, byte>(in geometry);
                break;
            case (DType.Float64, _):
                work.Run<double, int>(in geometry);
                break;
            case (_, DType.UInt8):
                work.Run<float, byte>(in geometry);
                break;
            default:
                work.Run<float, int>(in geometry);
                break;
        }
    }

    // work on elements and on the numbers of the taps that won
    private interface ITapWork
    {
        void Run<T, TTap>(in Pool2dGeometry geometry)
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTap : unmanaged, IBinaryInteger<TTap>;
    }

    private readonly struct MaxPoolForward(Tensor x, Tensor output, Tensor? taps) : ITapWork
    {
        public void Run<T, TTap>(in Pool2dGeometry geometry)
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTap : unmanaged, IBinaryInteger<TTap> =>
            MaxPool.Forward(in geometry, x.ReadSpan<T>(), output.Span<T>(), taps is null ? default : taps.Span<TTap>());
    }

    private readonly struct MaxPoolPlaces(Tensor taps, Tensor places) : ITapWork
    {
        public void Run<T, TTap>(in Pool2dGeometry geometry)
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTap : unmanaged, IBinaryInteger<TTap> =>
            MaxPool.Places(in geometry, taps.ReadSpan<TTap>(), places.Span<long>());
    }

    private readonly struct MaxPoolGradient(Tensor dy, Tensor taps, Tensor dx) : ITapWork
    {
        public void Run<T, TTap>(in Pool2dGeometry geometry)
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTap : unmanaged, IBinaryInteger<TTap> =>
            MaxPool.Backward(in geometry, dy.ReadSpan<T>(), taps.ReadSpan<TTap>(), dx.Span<T>());
    }

    // each window's gradient goes to the element that won
    private sealed class MaxPool2DBackward : BackwardNode
    {
        private readonly Pool2dGeometry _geometry;
        private readonly SavedTensor _taps;

        public MaxPool2DBackward(Pool2dGeometry geometry, Tensor taps)
        {
            _geometry = geometry;
            _taps = SaveOwn(taps);
        }

        public override string Name => "MaxPool2DWithIndicesBackward0";

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var (dy, taps) = (gradOutput.ChannelsLast(), _taps.Value);
            var dx = PoolCheck.NewOutput(dy, _geometry.H, _geometry.W, dy.DType);
            RunTaps(in _geometry, dy.DType, taps.DType, new MaxPoolGradient(dy, taps, dx));
            return [dx];
        }
    }
}
