using System.Numerics;
using Kernel = Flambeau.Kernels.NllLoss;

namespace Flambeau.NN;

/// <content>Negative log likelihood.</content>
public static partial class F
{
    /// <summary>
    /// The negative log-probability of the right class (<c>F.nll_loss</c>). Input: log-probabilities [N, C], [C] or [N, C, d1, ...].
    /// Target: class indices [N], [] or [N, d1, ...] of int64. Output: [] or, without reduction, the target's shape.
    /// </summary>
    /// <param name="input">Log-probabilities.</param>
    /// <param name="target">The right classes.</param>
    /// <param name="weight">One weight per class, or null. Shape: [C].</param>
    /// <param name="ignoreIndex">A target that does not count.</param>
    /// <param name="reduction">How losses are combined; the mean divides by the sum of the targets' weights.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    public static Tensor NllLoss(
        Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        var rows = LossCheck.ClassRows(nameof(NllLoss), input, target).Contiguous();
        long[] classes = LossCheck.Classes(nameof(NllLoss), target, rows.Shape[1], ignoreIndex);
        LossCheck.ClassWeight(nameof(NllLoss), weight, rows);
        var node = new NllLossBackward(rows.Shape, classes, weight?.Detach().To(rows.DType).Contiguous(), ignoreIndex);
        var (losses, total) = rows.DType == DType.Float64 ? node.Forward<double>(rows) : node.Forward<float>(rows);
        if (Recorder.Wants(rows))
        {
            Recorder.Record(losses, node, rows);
        }

        return reduction switch
        {
            Reduction.None => losses.Reshape(target.Shape),
            Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / total,
        };
    }

    // only the entries at the right classes have a gradient: minus their weight
    private sealed class NllLossBackward(Shape shape, long[] classes, Tensor? weight, long ignoreIndex) : BackwardNode
    {
        public (Tensor Losses, double TotalWeight) Forward<T>(Tensor rows)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var losses = Tensor.New([classes.Length], rows.DType);
            Kernel.Forward<T>(classes.Length, shape[1], rows.Span<T>(), classes, Weight<T>(), ignoreIndex, losses.Span<T>());
            return (losses, Kernels.CrossEntropy.TotalWeight(classes, Weight<T>(), ignoreIndex));
        }

        protected override Tensor?[] Backward(Tensor gradOutput) =>
            [gradOutput.DType == DType.Float64 ? Run<double>(gradOutput.Contiguous()) : Run<float>(gradOutput.Contiguous())];

        private Tensor Run<T>(Tensor gradOutput)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var gradient = Tensor.New(shape, gradOutput.DType);
            Kernel.Backward<T>(classes.Length, shape[1], classes, Weight<T>(), ignoreIndex, gradOutput.Span<T>(), gradient.Span<T>());
            return gradient;
        }

        private ReadOnlySpan<T> Weight<T>()
            where T : unmanaged => weight is null ? default : weight.Span<T>();
    }
}
