namespace Flambeau.NN;

/// <summary>
/// The cross-entropy between scores and classes (<c>torch.nn.CrossEntropyLoss</c>). Input: scores [N, C] or [N, C, *]. Target: class indices [N] or [N, *], or probabilities of the shape of the input. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="weight">One weight per class, or null. Shape: [C].</param>
/// <param name="ignoreIndex">A class index that does not count.</param>
/// <param name="reduction">How losses are combined.</param>
/// <param name="labelSmoothing">The share of each target that is spread evenly over all classes.</param>
public sealed class CrossEntropyLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.CrossEntropy(input.Input, input.Target, weight, ignoreIndex, reduction, labelSmoothing);
}
