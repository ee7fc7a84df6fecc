namespace Flambeau.NN;

/// <summary>x tanh(softplus(x)) (<c>torch.nn.Mish</c>; Misra 2019). Input and output: [*].</summary>
public sealed class Mish : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Mish(input);
}
