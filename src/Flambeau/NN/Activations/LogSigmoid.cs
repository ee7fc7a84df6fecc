namespace Flambeau.NN;

/// <summary>log(1 / (1 + exp(-x))) (<c>torch.nn.LogSigmoid</c>). Input and output: [*].</summary>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.LogSigmoid(input);
}
