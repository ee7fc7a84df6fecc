namespace Flambeau.NN;

/// <summary>min(max(0, x), 6) (<c>torch.nn.ReLU6</c>). Input and output: [*].</summary>
public sealed class ReLU6 : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Relu6(input);
}
