namespace Flambeau.NN;

/// <summary>x between minVal and maxVal, otherwise the nearer of them (<c>torch.nn.Hardtanh</c>). Input and output: [*].</summary>
public sealed class Hardtanh : Module<Tensor, Tensor>
{
    private readonly double _minVal;
    private readonly double _maxVal;

    /// <summary>The function as a layer.</summary>
    /// <param name="minVal">The lower bound.</param>
    /// <param name="maxVal">The upper bound.</param>
    public Hardtanh(double minVal = -1, double maxVal = 1)
    {
        _minVal = minVal;
        _maxVal = maxVal;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Hardtanh(input, _minVal, _maxVal);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"min_val={Repr.Float(_minVal)}, max_val={Repr.Float(_maxVal)}";
}
