namespace Flambeau.NN;

/// <summary>
/// The binary cross-entropy of the sigmoid of scores (<c>torch.nn.BCEWithLogitsLoss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="weight">A factor of each loss, broadcast, or null.</param>
/// <param name="reduction">How losses are combined.</param>
/// <param name="posWeight">A factor of the loss of positive answers, broadcast, or null.</param>
public sealed class BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.BinaryCrossEntropyWithLogits(input.Input, input.Target, weight, posWeight, reduction);
}
