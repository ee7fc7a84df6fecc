namespace Flambeau.NN;

/// <summary>
/// While training, zeroes each channel with probability p and divides the others by 1 - p (<c>torch.nn.Dropout2d</c>;
/// Tompson et al. 2015). Input and output: [N, C, H, W].
/// </summary>
public sealed class Dropout2d : Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly bool _inPlace;

    /// <summary>The function as a layer.</summary>
    /// <param name="p">The probability of zeroing a channel.</param>
    /// <param name="inPlace">Overwrite the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Dropout2d(double p = 0.5, bool inPlace = false)
    {
        F.CheckProbability(nameof(Dropout2d), p);
        _p = p;
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Dropout2d(input, _p, Training, _inPlace);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"p={Repr.Float(_p)}, inplace={Repr.Bool(_inPlace)}";
}
