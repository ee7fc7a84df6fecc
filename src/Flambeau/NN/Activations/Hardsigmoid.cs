namespace Flambeau.NN;

/// <summary>min(max(x + 3, 0), 6) / 6 (<c>torch.nn.Hardsigmoid</c>). Input and output: [*].</summary>
public sealed class Hardsigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Hardsigmoid(input);
}
