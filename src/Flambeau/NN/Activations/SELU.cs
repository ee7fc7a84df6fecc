namespace Flambeau.NN;

/// <summary>scale (x where positive, otherwise alpha (exp(x) - 1)) (<c>torch.nn.SELU</c>; Klambauer et al. 2017). Input and output: [*].</summary>
public sealed class SELU : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Selu(input);
}
