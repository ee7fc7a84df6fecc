using System.Numerics;
using Kernel = Flambeau.Kernels.ProbabilityCrossEntropy;

namespace Flambeau.NN;

/// <content>Cross-entropy with probabilities of classes.</content>
public static partial class F
{
    private static Tensor CrossEntropyOfProbabilities(Tensor input, Tensor target, Tensor? weight, Reduction reduction, double labelSmoothing)
    {
        LossCheck.SameShape(nameof(CrossEntropy), input, target);
        int dim = input.Dim == 1 ? 0 : 1;
        var losses = IsFused(input, target, weight, input.Shape[dim])
            ? ProbabilityLosses(input, target, weight, dim, labelSmoothing)
            : ProbabilityLossesByOperators(input, target, weight, dim, labelSmoothing);
        return reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / Math.Max(1, losses.Numel),
        };
    }

    // one kernel gives the gradient of the scores alone, in their own type
    private static bool IsFused(Tensor input, Tensor target, Tensor? weight, int classes) =>
        input.Numel > 0 && (input.DType == DType.Float32 || input.DType == DType.Float64)
        && target.DType == input.DType && (weight is null || (weight.DType == input.DType && weight.Numel == classes))
        && !Recorder.Wants(target, weight);

    private static Tensor ProbabilityLosses(Tensor input, Tensor target, Tensor? weight, int dim, double labelSmoothing)
    {
        int count = input.Shape[dim];
        var rows = input.MoveDim(dim, -1).Reshape(-1, count).Contiguous();
        var shares = target.MoveDim(dim, -1).Reshape(-1, count).Contiguous();
        var node = new ProbabilityLossesBackward(rows, shares, weight?.Reshape(count).Contiguous(), labelSmoothing);
        var losses = rows.DType == DType.Float64 ? node.Forward<double>() : node.Forward<float>();
        if (Recorder.Wants(rows))
        {
            Recorder.Record(losses, node, rows);
        }

        return losses.Reshape([.. input.Shape.AsSpan()[..dim], .. input.Shape.AsSpan()[(dim + 1)..]]);
    }

    private static Tensor ProbabilityLossesByOperators(Tensor input, Tensor target, Tensor? weight, int dim, double labelSmoothing)
    {
        int count = input.Shape[dim];
        var products = input.LogSoftmax(dim) * Smoothed(target, count, labelSmoothing);
        if (weight is not null)
        {
            products = products * weight.Reshape([count, .. Enumerable.Repeat(1, Math.Max(0, input.Dim - 2))]);
        }

        return products.Sum(dim) * -1.0;
    }

    private static Tensor Smoothed(Tensor target, int count, double labelSmoothing) =>
        labelSmoothing > 0 ? (target * (1 - labelSmoothing)) + (labelSmoothing / count) : target;

    // with p = softmax(x) and targets t, d loss / d x = p sum(t) - t
    private sealed class ProbabilityLossesBackward : BackwardNode
    {
        private readonly SavedTensor _input;
        private readonly SavedTensor _target;
        private readonly SavedTensor? _weight;
        private readonly double _smoothing;
        private readonly Tensor _logSumExp;
        private readonly Tensor _totals;

        public ProbabilityLossesBackward(Tensor rows, Tensor target, Tensor? weight, double smoothing)
        {
            (_input, _target, _weight, _smoothing) = (Save(rows), Save(target), weight is null ? null : Save(weight), smoothing);
            (_logSumExp, _totals) = (Tensor.New([rows.Shape[0]], rows.DType), Tensor.New([rows.Shape[0]], rows.DType));
        }

        // what PyTorch records where losses are not reduced
        public override string Name => "NegBackward0";

        internal override bool IsTwiceDifferentiable => true;

        public Tensor Forward<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (rows, target) = (_input.Value, _target.Value);
            var losses = Tensor.New([rows.Shape[0]], rows.DType);
            Kernel.Forward<T>(
                rows.Shape[0], rows.Shape[1], rows.Span<T>(), target.Span<T>(), Weight<T>(), _smoothing, losses.Span<T>(), _logSumExp.Span<T>(),
                _totals.Span<T>());
            return losses;
        }

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            if (GradMode.IsEnabled)
            {
                var target = Smoothed(_target.Value, _target.Value.Shape[1], _smoothing);
                target = _weight is null ? target : target * _weight.Value;
                return [((_input.Value.Softmax(-1) * target.Sum(-1, keepDim: true)) - target) * gradOutput.Unsqueeze(-1)];
            }

            return [gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.Contiguous()) : Run<float>(gradOutput.Contiguous())];
        }

        private Tensor Run<T>(Tensor gradOutput)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (rows, target) = (_input.Value, _target.Value);
            var gradInput = Tensor.New(rows.Shape, rows.DType);
            Kernel.Backward<T>(
                rows.Shape[0], rows.Shape[1], rows.Span<T>(), target.Span<T>(), Weight<T>(), _smoothing, _logSumExp.Span<T>(), _totals.Span<T>(),
                gradOutput.Span<T>(), gradInput.Span<T>());
            return gradInput;
        }

        private ReadOnlySpan<T> Weight<T>()
            where T : unmanaged => _weight is null ? default : _weight.Value.Span<T>();
    }
}
