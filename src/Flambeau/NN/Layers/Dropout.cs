namespace Flambeau.NN;

/// <summary>
/// While training, zeroes each element with probability p and divides the others by 1 - p (<c>torch.nn.Dropout</c>;
/// Hinton et al. 2012). Input and output: [*].
/// </summary>
public sealed class Dropout : Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly bool _inPlace;

    /// <summary>The function as a layer.</summary>
    /// <param name="p">The probability of zeroing an element.</param>
    /// <param name="inPlace">Overwrite the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Dropout(double p = 0.5, bool inPlace = false)
    {
        F.CheckProbability(nameof(Dropout), p);
        _p = p;
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Dropout(input, _p, Training, _inPlace);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"p={Repr.Float(_p)}, inplace={Repr.Bool(_inPlace)}";
}
