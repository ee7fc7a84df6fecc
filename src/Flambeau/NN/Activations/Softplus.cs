namespace Flambeau.NN;

/// <summary>log(1 + exp(beta x)) / beta, and x where beta x exceeds the threshold (<c>torch.nn.Softplus</c>). Input and output: [*].</summary>
public sealed class Softplus : Module<Tensor, Tensor>
{
    private readonly double _beta;
    private readonly double _threshold;

    /// <summary>The function as a layer.</summary>
    /// <param name="beta">How sharp the bend is.</param>
    /// <param name="threshold">Above it the function is taken for linear.</param>
    public Softplus(double beta = 1, double threshold = 20)
    {
        _beta = beta;
        _threshold = threshold;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Softplus(input, _beta, _threshold);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"beta={Repr.Float(_beta)}, threshold={Repr.Float(_threshold)}";
}
