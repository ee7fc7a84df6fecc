namespace Flambeau.NN;

/// <summary>
/// The divergence of Kullback and Leibler (<c>torch.nn.KLDivLoss</c>). Input: log-probabilities [*]. Target: probabilities [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="reduction">How losses are combined.</param>
/// <param name="logTarget">The target holds logarithms.</param>
public sealed class KLDivLoss(Reduction reduction = Reduction.Mean, bool logTarget = false) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.KLDiv(input.Input, input.Target, reduction, logTarget);
}
