using System.Numerics;
using Flambeau.Kernels;
using Kernel = Flambeau.Kernels.BatchNorm;

namespace Flambeau.NN;

/// <content>Batch normalisation.</content>
public static partial class F
{
    /// <summary>
    /// y = (x - mean) / sqrt(var + eps) weight + bias per channel (<c>F.batch_norm</c>; Ioffe and Szegedy 2015).
    /// Input and output: [N, C, *]; the statistics, weight and bias: [C].
    /// </summary>
    /// <param name="input">The activations.</param>
    /// <param name="runningMean">The mean for evaluation, updated in training; may be null in training.</param>
    /// <param name="runningVar">The variance for evaluation, updated in training; may be null in training.</param>
    /// <param name="weight">The scale, or null for 1.</param>
    /// <param name="bias">The shift, or null for 0.</param>
    /// <param name="training">Use the batch's own statistics and update the running ones.</param>
    /// <param name="momentum">The weight of this batch in the running statistics.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or a batch has one value per channel in training.</exception>
    public static Tensor BatchNorm(
        Tensor input,
        Tensor? runningMean,
        Tensor? runningVar,
        Tensor? weight = null,
        Tensor? bias = null,
        bool training = false,
        double momentum = 0.1,
        double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckBatchNorm(input, runningMean, runningVar, weight, bias, training);
        return (training || Recorder.Wants(input, weight, bias) ? null : JoinConvolution(input, runningMean!, runningVar!, weight, bias, eps))
            ?? BatchNormFused(input, runningMean, runningVar, weight, bias, training, momentum, eps, null, Activation.None);
    }

    /// <summary>
    /// activation(batchNorm(input) + residual), in one pass each way; the residual, of the input's shape, and the activation
    /// may be absent. The arguments are taken as checked.
    /// </summary>
    internal static Tensor BatchNormFused(
        Tensor input,
        Tensor? runningMean,
        Tensor? runningVar,
        Tensor? weight,
        Tensor? bias,
        bool training,
        double momentum,
        double eps,
        Tensor? residual,
        Activation activation)
    {
        // channels last in memory: every kernel sees [rows, channels]
        var x = Rows(input);
        var r = residual is null ? null : Rows(residual);
        var node = new BatchNormBackward(x, weight, bias, r, activation, training, eps);
        var output = x.NewLike(x.DType);
        if (x.DType == DType.Float64)
        {
            node.Forward<double>(runningMean, runningVar, momentum, output);
        }
        else
        {
            node.Forward<float>(runningMean, runningVar, momentum, output);
        }

        if (Recorder.Wants(x, weight, bias, r))
        {
            Recorder.Record(output, node, x, weight, bias, r);
            node.SaveInputs(output);
        }

        return input.Dim == 4 ? output : output.MoveDim(-1, 1);

        static Tensor Rows(Tensor tensor) => tensor.Dim == 4 ? tensor.ChannelsLast() : tensor.MoveDim(1, -1).Contiguous();
    }

    // the statistics are given: what a convolution that still waits can do as it stores its sums
    private static Tensor? JoinConvolution(Tensor input, Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double eps) =>
        DeferredConvolution.ScaleAndShift(input, added => BatchNormFactors(mean, variance, weight, bias, eps, added));

    /// <summary>A normalisation by given statistics of x + <paramref name="added"/> as y = x scale + shift. All: [C].</summary>
    private static (Tensor Scale, Tensor Shift) BatchNormFactors(
        Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double eps, Tensor? added)
    {
        var scale = Tensor.New(mean.Shape, mean.DType);
        var shift = Tensor.New(mean.Shape, mean.DType);
        if (mean.DType == DType.Float64)
        {
            Factors<double>();
        }
        else
        {
            Factors<float>();
        }

        return (scale, shift);

        void Factors<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var invStd = Tensor.New(mean.Shape, mean.DType).Span<T>();
            var factors = scale.Span<T>();
            var summands = shift.Span<T>();
            Kernel.InverseDeviation(variance.Contiguous().ReadSpan<T>(), eps, invStd);
            Kernel.ScaleAndShift(
                mean.Contiguous().ReadSpan<T>(), invStd, Values<T>(weight?.Contiguous()), Values<T>(bias?.Contiguous()), factors, summands);
            var constants = Values<T>(added?.Contiguous());
            for (int c = 0; c < constants.Length; c++)
            {
                summands[c] += constants[c] * factors[c];
            }
        }
    }

    private static ReadOnlySpan<T> Values<T>(Tensor? tensor)
        where T : unmanaged => tensor is null ? default : tensor.ReadSpan<T>();

    private static void CheckBatchNorm(Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight, Tensor? bias, bool training)
    {
        const string op = nameof(BatchNorm);
        Check.Floating(op, input);
        if (input.Dim < 2)
        {
            throw new ArgumentException($"{op}: input must be [N, C, *], but got {input.Dim} dimensions. input has shape {input.Shape}.", nameof(input));
        }

        Shape channels = new(input.Shape[1]);
        foreach (var (name, tensor) in new[] { ("runningMean", runningMean), ("runningVar", runningVar), ("weight", weight), ("bias", bias) })
        {
            if (tensor is not null && (tensor.Shape != channels || tensor.DType != input.DType))
            {
                throw new ArgumentException(
                    $"{op}: {name} must be {input.DType.TorchName} of shape {channels}, one value per channel, but got {tensor.DType.TorchName} {tensor.Shape}. input has shape {input.Shape}.");
            }
        }

        if (training && input.Numel / Math.Max(1, input.Shape[1]) == 1)
        {
            throw new ArgumentException($"{op}: training needs more than one value per channel, but input has shape {input.Shape}.", nameof(input));
        }

        if (!training && (runningMean is null || runningVar is null))
        {
            throw new ArgumentException($"{op}: evaluation needs running statistics, but there are none. input has shape {input.Shape}.");
        }
    }

    // with n = (x - mean) invStd: dbias = sum dy, dweight = sum dy n, dx = weight invStd (dy - mean(dy) - n mean(dy n)),
    // without the means when the statistics are given; a ReLU lets dy pass where the output is positive, and so it
    // reaches the residual. Where there was none, the output is formed again from x, so that reading it is saved.
    private sealed class BatchNormBackward : BackwardNode
    {
        private Tensor? _x;
        private Tensor? _weight;
        private Tensor? _bias;
        private Tensor? _residual;
        private readonly Activation _activation;
        private readonly bool _hasWeight;
        private readonly bool _hasBias;
        private readonly bool _training;
        private readonly double _eps;
        private readonly Tensor _mean;
        private readonly Tensor _invStd;
        private readonly Tensor _scale;
        private readonly Tensor _shift;
        private readonly int _channels;
        private readonly int _rows;
        private SavedTensor? _savedInput;
        private SavedTensor? _savedWeight;
        private SavedTensor? _savedOutput;

        public BatchNormBackward(Tensor x, Tensor? weight, Tensor? bias, Tensor? residual, Activation activation, bool training, double eps)
        {
            (_residual, _activation) = (residual, activation);
            _channels = x.Dim == 4 ? x.Shape[1] : x.Shape[x.Dim - 1];
            _rows = x.Numel / Math.Max(1, _channels);
            (_x, _weight, _bias, _training, _eps) = (x, weight?.Contiguous(), bias?.Contiguous(), training, eps);
            (_hasWeight, _hasBias) = (weight is not null, bias is not null);
            _mean = Tensor.New([_channels], DType.Float64);
            _invStd = Tensor.New([_channels], x.DType);
            _scale = Tensor.New([_channels], x.DType);
            _shift = Tensor.New([_channels], x.DType);
        }

        public override string Name => _activation switch
        {
            Activation.ReLU => "ReluBackward0",
            Activation.ReLU6 => "HardtanhBackward0",
            _ => "NativeBatchNormBackward0",
        };

        public void Forward<T>(Tensor? runningMean, Tensor? runningVar, double momentum, Tensor output)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var x = _x!;
            var variance = Tensor.New([_channels], x.DType);
            if (_training)
            {
                Kernel.Statistics<T>(_rows, _channels, x.Span<T>(), _mean.Span<double>(), variance.Span<T>());
                if (runningMean is not null && runningVar is not null)
                {
                    Kernel.UpdateRunning<T>(_rows, momentum, _mean.Span<double>(), variance.Span<T>(), runningMean.Span<T>(), runningVar.Span<T>());
                    runningMean.MarkWritten();
                    runningVar.MarkWritten();
                }
            }
            else
            {
                _mean.CopyFrom(runningMean!);
                variance.CopyFrom(runningVar!);
            }

            Kernel.InverseDeviation<T>(variance.Span<T>(), _eps, _invStd.Span<T>());
            _shift.CopyFrom(_mean);
            Kernel.ScaleAndShift<T>(_shift.Span<T>(), _invStd.Span<T>(), Values<T>(_weight), Values<T>(_bias), _scale.Span<T>(), _shift.Span<T>());
            Kernel.Apply<T>(_rows, _channels, x.Span<T>(), _scale.Span<T>(), _shift.Span<T>(), Values<T>(_residual), _activation, output.Span<T>());
        }

        /// <summary>From now on the input, and the output where a residual went into it, are kept in a way that can be released.</summary>
        public void SaveInputs(Tensor output)
        {
            _savedInput = Save(_x!);
            _savedWeight = _weight is null ? null : Save(_weight);
            _savedOutput = _activation != Activation.None && _residual is not null ? Save(output) : null;
            (_x, _weight, _bias, _residual) = (null, null, null, null);
        }

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            gradOutput.DType == DType.Float64 ? Run<double>(gradOutput) : Run<float>(gradOutput);

        private Tensor?[] Run<T>(Tensor gradOutput)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var x = _savedInput!.Value;
            var dy = x.Dim == 4 ? gradOutput.ChannelsLast() : gradOutput.Contiguous();
            // a pass over rows reads an element before it writes the same element of one of the results
            bool overwrites = OwnsGradient || !ReferenceEquals(dy, gradOutput);
            bool hasMasked = _activation != Activation.None && Needs(3);
            var dx = overwrites && !Needs(3) ? dy : x.NewLike(x.DType);
            var dWeight = Tensor.New([_channels], x.DType);
            var dBias = Tensor.New([_channels], x.DType);
            var weight = Values<T>(_savedWeight?.Value);
            var passed = _savedOutput is null
                ? PassedValues<T>.FromInput(_activation, _scale.Span<T>(), _shift.Span<T>())
                : PassedValues<T>.Of(_activation, _savedOutput.Value.Span<T>());
            var dResidual = !hasMasked ? null : overwrites ? dy : x.NewLike(x.DType);
            var masked = dResidual is null ? default : dResidual.Span<T>();
            if (_training)
            {
                Kernel.Backward<T>(
                    _rows, _channels, x.Span<T>(), dy.Span<T>(), passed, _mean.Span<double>(), _invStd.Span<T>(), weight,
                    dx.Span<T>(), dWeight.Span<T>(), dBias.Span<T>(), masked);
            }
            else
            {
                Kernel.BackwardFixed<T>(
                    _rows, _channels, x.Span<T>(), dy.Span<T>(), passed, _mean.Span<double>(), _invStd.Span<T>(), weight,
                    dx.Span<T>(), dWeight.Span<T>(), dBias.Span<T>(), masked);
            }

            return [dx, _hasWeight ? dWeight : null, _hasBias ? dBias : null, Needs(3) ? dResidual ?? dy : null];
        }
    }
}
