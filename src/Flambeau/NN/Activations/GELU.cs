namespace Flambeau.NN;

/// <summary>x times the normal distribution function of x (<c>torch.nn.GELU</c>; Hendrycks and Gimpel 2016). Input and output: [*].</summary>
public sealed class GELU : Module<Tensor, Tensor>
{
    private readonly GeluApproximation _approximate;

    /// <summary>The function as a layer.</summary>
    /// <param name="approximate">The exact function, or its form with the hyperbolic tangent.</param>
    public GELU(GeluApproximation approximate = GeluApproximation.None)
    {
        _approximate = approximate;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Gelu(input, _approximate);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"approximate='{(_approximate == GeluApproximation.Tanh ? "tanh" : "none")}'";
}
