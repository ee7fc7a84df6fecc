using System.Numerics;
using Kernel = Flambeau.Kernels.GroupNorm;

namespace Flambeau.NN;

/// <content>Group normalisation.</content>
public static partial class F
{
    /// <summary>
    /// y = (x - mean) / sqrt(var + eps) weight + bias, the statistics over a sample's groups of neighbouring channels
    /// (<c>F.group_norm</c>; Wu and He 2018). Input and output: [N, C, *]; weight and bias: [C].
    /// </summary>
    /// <param name="input">The activations.</param>
    /// <param name="numGroups">Into how many groups the channels are divided.</param>
    /// <param name="weight">The scale, or null for 1.</param>
    /// <param name="bias">The shift, or null for 0.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or there is but one value.</exception>
    public static Tensor GroupNorm(Tensor input, int numGroups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckGroupNorm(input, numGroups, weight, bias);

        // channels last in memory: the kernel sees [samples, pixels, channels]
        var x = input.Dim == 4 ? input.ChannelsLast() : input.MoveDim(1, -1).Contiguous();
        var (w, b) = (weight?.Contiguous(), bias?.Contiguous());
        var output = x.NewLike(x.DType);
        var sizes = new GroupNormSizes(input, numGroups);
        var mean = Tensor.New([sizes.Samples, numGroups], DType.Float64);
        var invStd = Tensor.New([sizes.Samples, numGroups], x.DType);
        if (x.DType == DType.Float64)
        {
            Run<double>();
        }
        else
        {
            Run<float>();
        }

        if (Recorder.Wants(x, w, b))
        {
            Recorder.Record(output, new GroupNormBackward(x, w, b is not null, sizes, mean, invStd), x, w, b);
        }

        return input.Dim == 4 ? output : output.MoveDim(-1, 1);

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Kernel.Forward(
                sizes.Samples, sizes.Pixels, sizes.Channels, sizes.Groups, x.ReadSpan<T>(), Values<T>(w), Values<T>(b), eps,
                output.Span<T>(), mean.Span<double>(), invStd.Span<T>());
    }

    private static void CheckGroupNorm(Tensor input, int numGroups, Tensor? weight, Tensor? bias)
    {
        const string op = nameof(GroupNorm);
        Check.Floating(op, input);
        if (input.Dim < 2)
        {
            throw new ArgumentException($"{op}: input must be [N, C, *], but got {input.Dim} dimensions. input has shape {input.Shape}.", nameof(input));
        }

        if (numGroups < 1 || input.Shape[1] % numGroups != 0)
        {
            throw new ArgumentException(
                $"{op}: numGroups must be positive and divide the {input.Shape[1]} channels, but got {numGroups}. input has shape {input.Shape}.", nameof(numGroups));
        }

        // PyTorch counts the samples too, although they do not share statistics
        if (input.Numel == numGroups)
        {
            throw new ArgumentException($"{op}: there must be more than one value per group, but input has shape {input.Shape} and {numGroups} groups.", nameof(input));
        }

        Shape channels = new(input.Shape[1]);
        foreach (var (name, tensor) in new[] { ("weight", weight), ("bias", bias) })
        {
            if (tensor is not null && (tensor.Shape != channels || tensor.DType != input.DType))
            {
                throw new ArgumentException(
                    $"{op}: {name} must be {input.DType.TorchName} of shape {channels}, one value per channel, but got {tensor.DType.TorchName} {tensor.Shape}. input has shape {input.Shape}.");
            }
        }
    }

    // dx = weight invStd (dy - mean(dy) - n mean(dy n)) with n = (x - mean) invStd, the means over a group and weighted
    private sealed class GroupNormBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor? _weight;
        private readonly bool _hasBias;
        private readonly GroupNormSizes _sizes;
        private readonly Tensor _mean;
        private readonly Tensor _invStd;

        public GroupNormBackward(Tensor input, Tensor? weight, bool hasBias, GroupNormSizes sizes, Tensor mean, Tensor invStd)
        {
            _input = Save(input);
            _weight = weight is null ? null : Save(weight);
            (_hasBias, _sizes, _mean, _invStd) = (hasBias, sizes, mean, invStd);
        }

        public override string Name => "NativeGroupNormBackward0";

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var dy = gradOutput.Dim == 4 ? gradOutput.ChannelsLast() : gradOutput.Contiguous();
            return dy.DType == DType.Float64 ? Run<double>(dy) : Run<float>(dy);
        }

        private Tensor?[] Run<T>(Tensor dy)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var x = _input.Value;
            var dx = x.NewLike(x.DType);
            var dWeight = Tensor.New([_sizes.Channels], x.DType);
            var dBias = Tensor.New([_sizes.Channels], x.DType);
            Kernel.Backward(
                _sizes.Samples, _sizes.Pixels, _sizes.Channels, _sizes.Groups, x.ReadSpan<T>(), dy.ReadSpan<T>(), _mean.ReadSpan<double>(),
                _invStd.ReadSpan<T>(), Values<T>(_weight?.Value), dx.Span<T>(), dWeight.Span<T>(), dBias.Span<T>());
            return [dx, _weight is null ? null : dWeight, _hasBias ? dBias : null];
        }
    }

    private readonly record struct GroupNormSizes(int Samples, int Channels, int Groups, int Pixels)
    {
        public GroupNormSizes(Tensor input, int groups)
            : this(input.Shape[0], input.Shape[1], groups, input.Numel / Math.Max(1, input.Shape[0] * input.Shape[1]))
        {
        }
    }
}
