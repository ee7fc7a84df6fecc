namespace Flambeau.NN;

/// <summary>1 / (1 + exp(-x)) (<c>torch.nn.Sigmoid</c>). Input and output: [*].</summary>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Sigmoid();
}
