namespace Flambeau.NN;

/// <summary>
/// The negative log-probability of the right class (<c>torch.nn.NLLLoss</c>). Input: log-probabilities [N, C] or [N, C, *]. Target: class indices [N] or [N, *]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="weight">One weight per class, or null. Shape: [C].</param>
/// <param name="ignoreIndex">A class index that does not count.</param>
/// <param name="reduction">How losses are combined.</param>
public sealed class NLLLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.NllLoss(input.Input, input.Target, weight, ignoreIndex, reduction);
}
