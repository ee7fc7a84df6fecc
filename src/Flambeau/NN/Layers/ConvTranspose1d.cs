namespace Flambeau.NN;

/// <summary>
/// 1-D transposed convolution (<c>torch.nn.ConvTranspose1d</c>). Input: [N, inChannels, L] or without N. Output: [N, outChannels, L']
/// with L' = (L - 1) stride - 2 padding + dilation (kernelSize - 1) + outputPadding + 1. Weight: [inChannels, outChannels / groups, k],
/// bias: [outChannels], both from U(-b, b) with b = 1 / sqrt(outChannels / groups k).
/// </summary>
public sealed class ConvTranspose1d : Module<Tensor, Tensor>
{
    private readonly int _kernelSize;
    private readonly int _stride;
    private readonly int _padding;
    private readonly int _outputPadding;
    private readonly int _dilation;
    private readonly int _groups;

    /// <summary>A transposed convolution with random weights.</summary>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <param name="outChannels">The number of channels of the output.</param>
    /// <param name="kernelSize">The length of the window.</param>
    /// <param name="stride">The step between windows in the output.</param>
    /// <param name="padding">How much is cut off at both ends of the output.</param>
    /// <param name="outputPadding">How much the output is longer at its end; less than stride or dilation.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="bias">Whether a bias is added to each output channel.</param>
    /// <param name="dilation">The distance between elements of the window.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels.</exception>
    public ConvTranspose1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1,
        DType dtype = DType.Float32)
    {
        ConvSettings.CheckChannels(nameof(ConvTranspose1d), inChannels, outChannels, groups);
        _kernelSize = kernelSize;
        _stride = stride;
        _padding = padding;
        _outputPadding = outputPadding;
        _dilation = dilation;
        _groups = groups;
        Weight = new Parameter(Tensor.Empty([inChannels, outChannels / groups, kernelSize], dtype));
        Bias = bias ? new Parameter(Tensor.Empty([outChannels], dtype)) : null;
        ResetParameters();
    }

    /// <summary>The kernels. Shape: [inChannels, outChannels / groups, k].</summary>
    public Parameter Weight { get; set; }

    /// <summary>The bias, or null. Shape: [outChannels].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>Draws new random weights.</summary>
    public void ResetParameters() => DefaultInit.WeightAndBias(Weight, Bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        F.ConvTranspose1d(input, Weight, Bias, _stride, _padding, _outputPadding, _groups, _dilation);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"{Weight.Shape[0]}",
        $"{Weight.Shape[1] * _groups}",
        $"kernel_size=({_kernelSize},)",
        $"stride=({_stride},)",
        _padding != 0 ? $"padding=({_padding},)" : null,
        _dilation != 1 ? $"dilation=({_dilation},)" : null,
        _outputPadding != 0 ? $"output_padding=({_outputPadding},)" : null,
        _groups != 1 ? $"groups={_groups}" : null,
        Bias is null ? "bias=False" : null);
}
