namespace Flambeau.NN;

/// <summary>
/// x where positive, otherwise a learned factor times x (<c>torch.nn.PReLU</c>; He et al. 2015). Input and output: [*], or
/// [N, numParameters, *]. Weight: [numParameters].
/// </summary>
public sealed class PReLU : Module<Tensor, Tensor>
{
    private readonly double _init;

    /// <summary>The function as a layer.</summary>
    /// <param name="numParameters">1, or the number of channels.</param>
    /// <param name="init">What the factors begin with.</param>
    /// <param name="dtype">The type of the factors.</param>
    public PReLU(int numParameters = 1, double init = 0.25, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numParameters, 1);
        _init = init;
        Weight = new Parameter(Tensor.Full([numParameters], init, dtype));
    }

    /// <summary>The factors of negative inputs. Shape: [numParameters].</summary>
    public Parameter Weight { get; set; }

    /// <summary>Sets the factors to what they began with.</summary>
    public void ResetParameters() => Init.Constant(Weight, _init);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.PRelu(input, Weight);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"num_parameters={Weight.Numel}";
}
