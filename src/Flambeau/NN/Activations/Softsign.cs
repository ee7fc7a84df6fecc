namespace Flambeau.NN;

/// <summary>x / (1 + |x|) (<c>torch.nn.Softsign</c>). Input and output: [*].</summary>
public sealed class Softsign : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Softsign(input);
}
