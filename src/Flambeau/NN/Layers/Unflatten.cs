namespace Flambeau.NN;

/// <summary>Splits one dimension into several (<c>torch.nn.Unflatten</c>). Input: [*, product of sizes, *]. Output: [*, sizes, *].</summary>
/// <param name="dim">The dimension.</param>
/// <param name="unflattenedSize">The sizes it is split into; one may be -1.</param>
public sealed class Unflatten(int dim, Shape unflattenedSize) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Unflatten(dim, unflattenedSize);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"dim={dim}, unflattened_size=({string.Join(", ", unflattenedSize)}{(unflattenedSize.Count == 1 ? "," : "")})";
}
