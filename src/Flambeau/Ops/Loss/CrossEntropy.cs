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

        var rows = LossCheck.ClassRows(nameof(CrossEntropy), input, target).LogSoftmax(1);
        long[] classes = LossCheck.Classes(nameof(CrossEntropy), target, rows.Shape[1], ignoreIndex);
        double[] weights = LossCheck.TargetWeights(nameof(CrossEntropy), classes, rows, weight, ignoreIndex);
        var losses = PickLosses(rows, classes, weights);
        if (labelSmoothing > 0)
        {
            var counted = Tensor.From(Array.ConvertAll(classes, index => index == ignoreIndex ? 0.0 : 1.0)).To(rows.DType);
            var spread = (weight is null ? rows : rows * weight).Sum(1) * counted * (-labelSmoothing / rows.Shape[1]);
            losses = (losses * (1 - labelSmoothing)) + spread;
        }

        return reduction switch
        {
            Reduction.None => losses.Reshape(target.Shape),
            Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / weights.Sum(),
        };
    }

    private static Tensor CrossEntropyOfProbabilities(Tensor input, Tensor target, Tensor? weight, Reduction reduction, double labelSmoothing)
    {
        LossCheck.SameShape(nameof(CrossEntropy), input, target);
        int dim = input.Dim == 1 ? 0 : 1;
        int count = input.Shape[dim];
        if (labelSmoothing > 0)
        {
            target = (target * (1 - labelSmoothing)) + (labelSmoothing / count);
        }

        var products = input.LogSoftmax(dim) * target;
        if (weight is not null)
        {
            products = products * weight.Reshape([count, .. Enumerable.Repeat(1, Math.Max(0, input.Dim - 2))]);
        }

        var losses = products.Sum(dim) * -1.0;
        return reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / Math.Max(1, losses.Numel),
        };
    }
}
