namespace Flambeau.NN;

/// <summary>
/// The absolute error, squared where it is below beta (<c>torch.nn.SmoothL1Loss</c>). Input and target: [*]. Output: [] or, without reduction, one loss each.
/// </summary>
/// <param name="reduction">How losses are combined.</param>
/// <param name="beta">Where the square goes over into the line.</param>
public sealed class SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1) : Module<(Tensor Input, Tensor Target), Tensor>
{
    /// <summary>The loss of predictions.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public Tensor Call(Tensor input, Tensor target) => Call((input, target));

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Input, Tensor Target) input) => F.SmoothL1Loss(input.Input, input.Target, reduction, beta);
}
