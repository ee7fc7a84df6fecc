namespace Flambeau.NN;

/// <summary>
/// y = x W' + b (<c>torch.nn.Linear</c>). Input: [*, inFeatures]. Output: [*, outFeatures]. Weight: [outFeatures, inFeatures],
/// bias: [outFeatures], both from U(-1/sqrt(inFeatures), 1/sqrt(inFeatures)).
/// </summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    /// <summary>A linear layer with random weights.</summary>
    /// <param name="inFeatures">The size of the input's last dimension.</param>
    /// <param name="outFeatures">The size of the output's last dimension.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="dtype">The type of the parameters.</param>
    public Linear(int inFeatures, int outFeatures, bool bias = true, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inFeatures);
        ArgumentOutOfRangeException.ThrowIfNegative(outFeatures);
        Weight = new Parameter(Tensor.Empty([outFeatures, inFeatures], dtype));
        Bias = bias ? new Parameter(Tensor.Empty([outFeatures], dtype)) : null;
        ResetParameters();
    }

    /// <summary>The matrix. Shape: [outFeatures, inFeatures].</summary>
    public Parameter Weight { get; set; }

    /// <summary>The bias, or null. Shape: [outFeatures].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>The size of the input's last dimension.</summary>
    public int InFeatures => Weight.Shape[1];

    /// <summary>The size of the output's last dimension.</summary>
    public int OutFeatures => Weight.Shape[0];

    /// <summary>Draws new random weights.</summary>
    public void ResetParameters() => DefaultInit.WeightAndBias(Weight, Bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Linear(input, Weight, Bias);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"in_features={InFeatures}", $"out_features={OutFeatures}", $"bias={Repr.Bool(Bias is not null)}");
}
