namespace Flambeau.NN;

/// <summary>
/// Normalisation over the last dimensions (<c>torch.nn.LayerNorm</c>; Ba et al. 2016): y = (x - mean) / sqrt(var + eps) weight + bias.
/// Input and output: [*, normalizedShape]. Weight (ones), bias (zeros): [normalizedShape].
/// </summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    private readonly Shape _normalizedShape;
    private readonly double _eps;

    /// <summary>A normalisation over the last dimension.</summary>
    /// <param name="normalizedShape">Its size.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="elementwiseAffine">Whether weight and bias are learned.</param>
    /// <param name="bias">Whether a bias is learned besides the weight.</param>
    /// <param name="dtype">The type of the parameters.</param>
    public LayerNorm(int normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, bool bias = true, DType dtype = DType.Float32)
        : this(new Shape(normalizedShape), eps, elementwiseAffine, bias, dtype)
    {
    }

    /// <summary>A normalisation over the last dimensions.</summary>
    /// <param name="normalizedShape">Their sizes.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="elementwiseAffine">Whether weight and bias are learned.</param>
    /// <param name="bias">Whether a bias is learned besides the weight.</param>
    /// <param name="dtype">The type of the parameters.</param>
    public LayerNorm(Shape normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, bool bias = true, DType dtype = DType.Float32)
    {
        _normalizedShape = normalizedShape;
        _eps = eps;
        Weight = elementwiseAffine ? new Parameter(Tensor.Ones(normalizedShape, dtype)) : null;
        Bias = elementwiseAffine && bias ? new Parameter(Tensor.Zeros(normalizedShape, dtype)) : null;
    }

    /// <summary>The scale, or null. Shape: [normalizedShape].</summary>
    public Parameter? Weight { get; set; }

    /// <summary>The shift, or null. Shape: [normalizedShape].</summary>
    public Parameter? Bias { get; set; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.LayerNorm(input, _normalizedShape, Weight, Bias, _eps);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"({string.Join(", ", _normalizedShape)}{(_normalizedShape.Count == 1 ? "," : "")}), eps={Repr.Float(_eps)}, elementwise_affine={Repr.Bool(Weight is not null)}";
}
