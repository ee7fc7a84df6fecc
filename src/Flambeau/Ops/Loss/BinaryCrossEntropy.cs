namespace Flambeau.NN;

/// <content>Cross-entropy of yes-or-no questions, and divergence.</content>
public static partial class F
{
    private const double SmallestLogarithm = -100;

    /// <summary>
    /// -(t log p + (1 - t) log(1 - p)), the logarithms at least -100 (<c>F.binary_cross_entropy</c>). Input: probabilities [*].
    /// Target: [*]. Output: [] or, without reduction, [*].
    /// </summary>
    /// <param name="input">Probabilities between 0 and 1.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="weight">A factor of each loss, broadcast, or null.</param>
    /// <param name="reduction">How losses are combined.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor BinaryCrossEntropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        LossCheck.SameShape(nameof(BinaryCrossEntropy), input, target);
        var yes = target * input.Log().Clamp(min: SmallestLogarithm);
        var no = (1.0 - target) * (1.0 - input).Log().Clamp(min: SmallestLogarithm);
        return LossCheck.Reduce(Weighted((yes + no).Neg(), weight), reduction);
    }

    /// <summary>
    /// Binary cross-entropy of sigmoid(input), computed without overflow (<c>F.binary_cross_entropy_with_logits</c>).
    /// Input: scores [*]. Target: [*]. Output: [] or, without reduction, [*].
    /// </summary>
    /// <param name="input">Scores (logits).</param>
    /// <param name="target">The probabilities that they should give.</param>
    /// <param name="weight">A factor of each loss, broadcast, or null.</param>
    /// <param name="posWeight">A factor of the loss of positive answers, broadcast, or null.</param>
    /// <param name="reduction">How losses are combined.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(
        Tensor input, Tensor target, Tensor? weight = null, Tensor? posWeight = null, Reduction reduction = Reduction.Mean)
    {
        LossCheck.SameShape(nameof(BinaryCrossEntropyWithLogits), input, target);

        // log sigmoid(x) and log(1 - sigmoid(x)) = log sigmoid(x) - x
        var logarithm = LogSigmoid(input);
        var positive = posWeight is null ? target : target * posWeight;
        var losses = (positive * logarithm).Neg() - ((1.0 - target) * (logarithm - input));
        return LossCheck.Reduce(Weighted(losses, weight), reduction);
    }

    /// <summary>
    /// target (log target - input), the divergence of Kullback and Leibler (<c>F.kl_div</c>). Input: log-probabilities [*].
    /// Target: probabilities [*], or their logarithms. Output: [] or, without reduction, [*].
    /// </summary>
    /// <param name="input">Log-probabilities.</param>
    /// <param name="target">Probabilities.</param>
    /// <param name="reduction">How losses are combined; the mean is over all elements, as in PyTorch.</param>
    /// <param name="logTarget">The target holds logarithms.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor KLDiv(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false)
    {
        LossCheck.SameShape(nameof(KLDiv), input, target);

        // t log t is 0 where t is 0
        var losses = logTarget
            ? target.Exp() * (target - input)
            : (target * target.Log()).MaskedFill(target.Eq(0.0), 0.0) - (target * input);
        return LossCheck.Reduce(losses, reduction);
    }

    private static Tensor Weighted(Tensor losses, Tensor? weight) => weight is null ? losses : losses * weight;
}
