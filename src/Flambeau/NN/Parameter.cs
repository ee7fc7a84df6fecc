namespace Flambeau.NN;

/// <summary>
/// A tensor that a module learns (<c>torch.nn.Parameter</c>): a field of this type is found by
/// <see cref="Module.Parameters"/>. A field that holds null stands for an absent parameter, such as a missing bias.
/// </summary>
public sealed class Parameter : Tensor
{
    /// <summary>A parameter over the memory of <paramref name="data"/>, without its history.</summary>
    /// <param name="data">The initial values.</param>
    /// <param name="requiresGrad">Whether gradients are computed for it.</param>
    public Parameter(Tensor data, bool requiresGrad = true)
        : base(data) => RequiresGrad = requiresGrad;

    /// <inheritdoc/>
    public override string ToString() => "Parameter containing:\n" + base.ToString();
}
