namespace Flambeau.NN;

/// <summary>
/// The binary cross-entropy of probabilities (<c>torch.nn.BCELoss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="weight">A factor of each loss, broadcast, or null.</param>
/// <param name="reduction">How losses are combined.</param>
public sealed class BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.BinaryCrossEntropy(input.Input, input.Target, weight, reduction);
}
