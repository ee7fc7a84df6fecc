namespace Flambeau.NN;

/// <summary>
/// The first half of one dimension times the sigmoid of the second (<c>torch.nn.GLU</c>; Dauphin et al. 2017).
/// Input: [*, 2 n, *]. Output: [*, n, *].
/// </summary>
/// <param name="dim">The dimension that is halved.</param>
public sealed class GLU(int dim = -1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Glu(input, dim);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"dim={dim}";
}
