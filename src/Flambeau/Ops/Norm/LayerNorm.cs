using System.Numerics;
using Kernel = Flambeau.Kernels.LayerNorm;

namespace Flambeau.NN;

/// <content>Layer normalisation.</content>
public static partial class F
{
    /// <summary>
    /// y = (x - mean) / sqrt(var + eps) weight + bias over the last dimensions (<c>F.layer_norm</c>; Ba et al. 2016).
    /// Input and output: [*, normalizedShape]; weight and bias: [normalizedShape].
    /// </summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor LayerNorm(Tensor input, Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckLayerNorm(input, normalizedShape, weight, bias);
        var (x, w, b) = (input.Contiguous(), weight?.Contiguous(), bias?.Contiguous());
        int features = (int)normalizedShape.Numel;
        int rows = features == 0 ? 0 : x.Numel / features;
        var output = Tensor.New(x.Shape, x.DType);
        var mean = Tensor.New([rows], x.DType);
        var invStd = Tensor.New([rows], x.DType);
        if (x.DType == DType.Float64)
        {
            Run<double>();
        }
        else
        {
            Run<float>();
        }

        return Recorder.Wants(x, w, b) ? Recorder.Record(output, new LayerNormBackward(x, w, b, mean, invStd), x, w, b) : output;

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Kernel.Forward<T>(
                rows, features, x.Span<T>(), w is null ? default : w.Span<T>(), b is null ? default : b.Span<T>(), eps, output.Span<T>(), mean.Span<T>(), invStd.Span<T>());
    }

    private static void CheckLayerNorm(Tensor input, Shape normalizedShape, Tensor? weight, Tensor? bias)
    {
        const string op = nameof(LayerNorm);
        Check.Floating(op, input);
        int count = normalizedShape.Count;
        if (count == 0 || count > input.Dim || !input.Shape.AsSpan()[^count..].SequenceEqual(normalizedShape))
        {
            throw new ArgumentException($"{op}: the last dimensions of input must be {normalizedShape}, but are not. input has shape {input.Shape}.", nameof(input));
        }

        foreach (var (name, tensor) in new[] { ("weight", weight), ("bias", bias) })
        {
            if (tensor is not null && (tensor.Shape != normalizedShape || tensor.DType != input.DType))
            {
                throw new ArgumentException(
                    $"{op}: {name} must be {input.DType.TorchName} of shape {normalizedShape}, but got {tensor.DType.TorchName} {tensor.Shape}. input has shape {input.Shape}.");
            }
        }
    }

    private sealed class LayerNormBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor? _weight;
        private readonly bool _hasBias;
        private readonly Tensor _mean;
        private readonly Tensor _invStd;

        public LayerNormBackward(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor invStd)
        {
            _input = Save(input);
            _weight = weight is null ? null : Save(weight);
            _hasBias = bias is not null;
            _mean = mean;
            _invStd = invStd;
        }

        public override string Name => "NativeLayerNormBackward0";

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.Contiguous()) : Run<float>(gradOutput.Contiguous());

        private Tensor?[] Run<T>(Tensor dy)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var x = _input.Value;
            int rows = _mean.Numel;
            int features = rows == 0 ? 0 : x.Numel / rows;
            var weight = _weight?.Value;
            var dx = Tensor.New(x.Shape, x.DType);
            Shape parameterShape = weight?.Shape ?? new Shape(features);
            var dWeight = Tensor.New(parameterShape, x.DType);
            var dBias = Tensor.New(parameterShape, x.DType);
            Kernel.Backward<T>(
                rows, features, x.Span<T>(), dy.Span<T>(), _mean.Span<T>(), _invStd.Span<T>(), weight is null ? default : weight.Span<T>(), dx.Span<T>(), dWeight.Span<T>(), dBias.Span<T>());
            return [dx, weight is null ? null : dWeight, _hasBias ? dBias : null];
        }
    }
}
