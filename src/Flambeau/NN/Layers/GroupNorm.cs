namespace Flambeau.NN;

/// <summary>
/// Normalisation of groups of channels (<c>torch.nn.GroupNorm</c>; Wu and He 2018): y = (x - mean) / sqrt(var + eps) weight + bias.
/// Input and output: [N, numChannels, *]. Weight (ones), bias (zeros): [numChannels].
/// </summary>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    private readonly int _numGroups;
    private readonly int _numChannels;
    private readonly double _eps;

    /// <summary>A normalisation of <paramref name="numGroups"/> groups.</summary>
    /// <param name="numGroups">Into how many groups the channels are divided.</param>
    /// <param name="numChannels">The number of channels.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="affine">Whether weight and bias are learned.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels.</exception>
    public GroupNorm(int numGroups, int numChannels, double eps = 1e-5, bool affine = true, DType dtype = DType.Float32)
    {
        if (numGroups < 1 || numChannels < 0 || numChannels % numGroups != 0)
        {
            throw new ArgumentException($"GroupNorm: channels must be divisible by groups, but got {numChannels} channels and {numGroups} groups.");
        }

        _numGroups = numGroups;
        _numChannels = numChannels;
        _eps = eps;
        Weight = affine ? new Parameter(Tensor.Ones([numChannels], dtype)) : null;
        Bias = affine ? new Parameter(Tensor.Zeros([numChannels], dtype)) : null;
    }

    /// <summary>The scale, or null. Shape: [numChannels].</summary>
    public Parameter? Weight { get; set; }

    /// <summary>The shift, or null. Shape: [numChannels].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>Sets weight to ones, bias to zeros.</summary>
    public void ResetParameters()
    {
        _ = Weight is null ? null : Init.Ones(Weight);
        _ = Bias is null ? null : Init.Zeros(Bias);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.GroupNorm(input, _numGroups, Weight, Bias, _eps);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"{_numGroups}, {_numChannels}, eps={Repr.Float(_eps)}, affine={Repr.Bool(Weight is not null)}";
}
