namespace Flambeau.NN;

/// <summary>x min(max(x + 3, 0), 6) / 6 (<c>torch.nn.Hardswish</c>; Howard et al. 2019). Input and output: [*].</summary>
public sealed class Hardswish : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Hardswish(input);
}
