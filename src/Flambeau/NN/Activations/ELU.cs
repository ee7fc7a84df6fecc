namespace Flambeau.NN;

/// <summary>x where positive, otherwise alpha (exp(x) - 1) (<c>torch.nn.ELU</c>; Clevert et al. 2016). Input and output: [*].</summary>
public sealed class ELU : Module<Tensor, Tensor>
{
    private readonly double _alpha;

    /// <summary>The function as a layer.</summary>
    /// <param name="alpha">The value that large negative inputs approach, negated.</param>
    public ELU(double alpha = 1)
    {
        _alpha = alpha;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Elu(input, _alpha);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"alpha={Repr.Float(_alpha)}";
}
