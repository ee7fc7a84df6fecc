namespace Flambeau.NN;

/// <summary>x where positive, otherwise negativeSlope x (<c>torch.nn.LeakyReLU</c>). Input and output: [*].</summary>
public sealed class LeakyReLU : Module<Tensor, Tensor>
{
    private readonly double _negativeSlope;
    private readonly bool _inPlace;

    /// <summary>The function as a layer.</summary>
    /// <param name="negativeSlope">The factor of negative inputs.</param>
    /// <param name="inPlace">Overwrite the input to save memory.</param>
    public LeakyReLU(double negativeSlope = 0.01, bool inPlace = false)
    {
        _negativeSlope = negativeSlope;
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => _inPlace ? F.LeakyReluInPlace(input, _negativeSlope) : F.LeakyRelu(input, _negativeSlope);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join($"negative_slope={Repr.Float(_negativeSlope)}", _inPlace ? "inplace=True" : null);
}
