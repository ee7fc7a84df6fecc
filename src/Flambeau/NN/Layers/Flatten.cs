namespace Flambeau.NN;

/// <summary>
/// Merges dimensions <c>startDim</c> to <c>endDim</c> into one (<c>torch.nn.Flatten</c>). Input: [N, *]. Output: [N, product of *].
/// </summary>
/// <param name="startDim">The first dimension that is merged.</param>
/// <param name="endDim">The last dimension that is merged.</param>
public sealed class Flatten(int startDim = 1, int endDim = -1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Flatten(startDim, endDim);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"start_dim={startDim}, end_dim={endDim}";
}
