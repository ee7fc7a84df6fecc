namespace Flambeau.NN;

/// <summary>
/// The squared error (<c>torch.nn.MSELoss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="reduction">How losses are combined.</param>
public sealed class MSELoss(Reduction reduction = Reduction.Mean) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.MseLoss(input.Input, input.Target, reduction);
}
