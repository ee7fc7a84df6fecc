namespace Flambeau.NN;

/// <summary>x sigmoid(x) (<c>torch.nn.SiLU</c>). Input and output: [*].</summary>
public sealed class SiLU : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Silu(input);
}
