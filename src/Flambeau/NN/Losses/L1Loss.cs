namespace Flambeau.NN;

/// <summary>
/// The absolute error (<c>torch.nn.L1Loss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="reduction">How losses are combined.</param>
public sealed class L1Loss(Reduction reduction = Reduction.Mean) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.L1Loss(input.Input, input.Target, reduction);
}
