namespace Flambeau.NN;

/// <summary>The hyperbolic tangent (<c>torch.nn.Tanh</c>). Input and output: [*].</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Tanh();
}
