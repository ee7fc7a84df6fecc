namespace Flambeau.NN;

/// <summary>Gives back its input (<c>torch.nn.Identity</c>). Input and output: [*].</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input;
}
