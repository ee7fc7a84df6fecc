namespace Flambeau.NN;

/// <summary>
/// A table of vectors looked up by position (<c>torch.nn.Embedding</c>). Input: [*] of integers. Output: [*, embeddingDim].
/// Weight: [numEmbeddings, embeddingDim] from N(0, 1), the padding row zero.
/// </summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly int? _paddingIdx;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq;

    /// <summary>A table of random vectors.</summary>
    /// <param name="numEmbeddings">The number of vectors.</param>
    /// <param name="embeddingDim">The length of each.</param>
    /// <param name="paddingIdx">A row that is zero and gets no gradient; negative ones count from the end.</param>
    /// <param name="maxNorm">Rows longer than this are shortened to it when looked up.</param>
    /// <param name="normType">The p of the norm for <paramref name="maxNorm"/>.</param>
    /// <param name="scaleGradByFreq">Divide gradients by how often their row was looked up.</param>
    /// <param name="dtype">The type of the table.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding row lies outside the table.</exception>
    public Embedding(
        int numEmbeddings,
        int embeddingDim,
        int? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        DType dtype = DType.Float32)
    {
        if (paddingIdx < -numEmbeddings || paddingIdx >= numEmbeddings)
        {
            throw new ArgumentOutOfRangeException(nameof(paddingIdx), paddingIdx, $"Embedding: the padding row must lie within the {numEmbeddings} rows.");
        }

        _paddingIdx = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
        _maxNorm = maxNorm;
        _normType = normType;
        _scaleGradByFreq = scaleGradByFreq;
        Weight = new Parameter(Tensor.Empty([numEmbeddings, embeddingDim], dtype));
        ResetParameters();
    }

    /// <summary>The table. Shape: [numEmbeddings, embeddingDim].</summary>
    public Parameter Weight { get; set; }

    /// <summary>Draws new random vectors.</summary>
    public void ResetParameters()
    {
        Init.Normal(Weight);
        if (_paddingIdx is { } row)
        {
            using (GradMode.NoGrad())
            {
                Weight.Select(0, row).FillInPlace(0);
            }
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Embedding(input, Weight, _paddingIdx, _maxNorm, _normType, _scaleGradByFreq);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"{Weight.Shape[0]}",
        $"{Weight.Shape[1]}",
        _paddingIdx is { } row ? $"padding_idx={row}" : null,
        _maxNorm is { } norm ? $"max_norm={Repr.Float(norm)}" : null,
        _normType != 2 ? $"norm_type={Repr.Float(_normType)}" : null,
        _scaleGradByFreq ? "scale_grad_by_freq=True" : null);
}
