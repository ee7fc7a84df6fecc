using System.Numerics;
using Kernel = Flambeau.Kernels.CrossEntropy;

namespace Flambeau.NN;

/// <content>Cross-entropy.</content>
public static partial class F
{
    /// <summary>
    /// The cross-entropy between unnormalised scores and classes (<c>F.cross_entropy</c>). Input: [N, C], [C] or [N, C, d1, ...].
    /// Target: class indices [N], [] or [N, d1, ...] of int64, or probabilities of the input's shape. Output: [] or, without
    /// reduction, the shape of class indices.
    /// </summary>
    /// <param name="input">Scores (logits).</param>
    /// <param name="target">The right classes, or the probability of each.</param>
    /// <param name="weight">One weight per class, or null. Shape: [C].</param>
    /// <param name="ignoreIndex">A class index that does not count.</param>
    /// <param name="reduction">How losses are combined; the mean over class indices divides by the sum of their weights.</param>
    /// <param name="labelSmoothing">The share of each target that is spread evenly over all classes (Szegedy et al. 2016).</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class, or the share is not between 0 and 1.</exception>
    public static Tensor CrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        Reduction reduction = Reduction.Mean,
        double labelSmoothing = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        CheckProbability(nameof(CrossEntropy), labelSmoothing);
        if (target.DType.IsFloatingPoint)
        {
            return CrossEntropyOfProbabilities(input, target, weight, reduction, labelSmoothing);
        }

        var rows = LossCheck.ClassRows(nameof(CrossEntropy), input, target).Contiguous();
        long[] classes = LossCheck.Classes(nameof(CrossEntropy), target, rows.Shape[1], ignoreIndex);
        LossCheck.ClassWeight(nameof(CrossEntropy), weight, rows);
        var node = new CrossEntropyBackward(rows, classes, weight?.Detach().To(rows.DType).Contiguous(), ignoreIndex, labelSmoothing, reduction);
        var output = rows.DType == DType.Float64 ? node.Forward<double>() : node.Forward<float>();
        if (Recorder.Wants(rows))
        {
            Recorder.Record(output, node, rows);
        }

        return reduction == Reduction.None ? output.Reshape(target.Shape) : output;
    }

    // softmax and loss in one: with p = softmax(x), d loss / d x = p - target, each times its weights
    private sealed class CrossEntropyBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly long[] _classes;
        private readonly Tensor? _weight;
        private readonly long _ignoreIndex;
        private readonly double _smoothing;
        private readonly Reduction _reduction;
        private readonly Tensor _logSumExp;
        private double _divisor = 1;

        public CrossEntropyBackward(
            Tensor rows, long[] classes, Tensor? weight, long ignoreIndex, double smoothing, Reduction reduction)
        {
            (_classes, _weight, _ignoreIndex, _smoothing, _reduction) = (classes, weight, ignoreIndex, smoothing, reduction);
            _logSumExp = Tensor.New([classes.Length], rows.DType);
            _input = Save(rows);
        }

        // what PyTorch records last
        public override string Name => "NllLossBackward0";

        private int Count => _input.Value.Shape[1];

        public Tensor Forward<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var rows = _input.Value;
            var losses = Tensor.New([_classes.Length], rows.DType);
            Kernel.Forward<T>(
                _classes.Length, Count, rows.Span<T>(), _classes, Weight<T>(), _ignoreIndex, _smoothing, losses.Span<T>(), _logSumExp.Span<T>());
            if (_reduction == Reduction.None)
            {
                return losses;
            }

            double sum = 0;
            foreach (var loss in losses.Span<T>())
            {
                sum += double.CreateTruncating(loss);
            }

            _divisor = _reduction == Reduction.Mean ? Kernel.TotalWeight<T>(_classes, Weight<T>(), _ignoreIndex) : 1;
            var output = Tensor.New([], rows.DType);
            output.Span<T>()[0] = T.CreateTruncating(sum / _divisor);
            return output;
        }

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            [gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.Contiguous()) : Run<float>(gradOutput.Contiguous())];

        private Tensor Run<T>(Tensor gradOutput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var rows = _input.Value;
            var gradInput = Tensor.New(rows.Shape, rows.DType);
            ReadOnlySpan<T> each = gradOutput.Span<T>();
            ReadOnlySpan<T> all = [_reduction == Reduction.None ? T.Zero : T.CreateTruncating(double.CreateTruncating(each[0]) / _divisor)];
            Kernel.Backward<T>(
                _classes.Length, Count, rows.Span<T>(), _classes, Weight<T>(), _ignoreIndex, _smoothing, _logSumExp.Span<T>(),
                _reduction == Reduction.None ? each : all, gradInput.Span<T>());
            return gradInput;
        }

        private ReadOnlySpan<T> Weight<T>()
            where T : unmanaged => _weight is null ? default : _weight.Span<T>();
    }
}
