namespace Flambeau.NN;

/// <summary>exp(x) / sum of exp(x) along one dimension (<c>torch.nn.Softmax</c>). Input and output: [*].</summary>
/// <param name="dim">The dimension whose entries sum to 1; when omitted, 0 for tensors of 0, 1 or 3 dimensions and otherwise 1, as in PyTorch.</param>
public sealed class Softmax(int? dim = null) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softmax(dim ?? (input.Dim is 0 or 1 or 3 ? 0 : 1));

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"dim={(dim is null ? "None" : $"{dim}")}";
}
