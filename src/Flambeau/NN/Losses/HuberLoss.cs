namespace Flambeau.NN;

/// <summary>
/// The squared error, linear where it exceeds delta (<c>torch.nn.HuberLoss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="reduction">How losses are combined.</param>
/// <param name="delta">Where the square goes over into the line.</param>
public sealed class HuberLoss(Reduction reduction = Reduction.Mean, double delta = 1) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.HuberLoss(input.Input, input.Target, reduction, delta);
}
