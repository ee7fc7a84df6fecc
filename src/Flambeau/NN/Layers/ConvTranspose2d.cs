namespace Flambeau.NN;

/// <summary>
/// 2-D transposed convolution (<c>torch.nn.ConvTranspose2d</c>). Input: [N, inChannels, H, W] or without N. Output: [N, outChannels, H', W']
/// with H' = (H - 1) stride - 2 padding + dilation (kernelSize - 1) + outputPadding + 1. Weight: [inChannels, outChannels / groups, kH, kW],
/// bias: [outChannels], both from U(-k, k) with k = 1 / sqrt(outChannels / groups kH kW).
/// </summary>
public sealed class ConvTranspose2d : Module<Tensor, Tensor>
{
    private readonly Size2 _kernelSize;
    private readonly Size2 _stride;
    private readonly Size2 _padding;
    private readonly Size2 _outputPadding;
    private readonly Size2 _dilation;
    private readonly int _groups;

    /// <summary>A transposed convolution with random weights.</summary>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <param name="outChannels">The number of channels of the output.</param>
    /// <param name="kernelSize">The height and width of the window.</param>
    /// <param name="stride">The step between windows in the output, 1 when omitted.</param>
    /// <param name="padding">How much of the output's border is cut off, 0 when omitted.</param>
    /// <param name="outputPadding">How much is added to one side of the output, 0 when omitted.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="bias">Whether a bias is added to each output channel.</param>
    /// <param name="dilation">The distance between elements of the window, 1 when omitted.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels.</exception>
    public ConvTranspose2d(
        int inChannels,
        int outChannels,
        Size2 kernelSize,
        Size2? stride = null,
        Size2? padding = null,
        Size2? outputPadding = null,
        int groups = 1,
        bool bias = true,
        Size2? dilation = null,
        DType dtype = DType.Float32)
    {
        ConvSettings.CheckChannels(nameof(ConvTranspose2d), inChannels, outChannels, groups);
        _kernelSize = kernelSize;
        _stride = stride ?? 1;
        _padding = padding ?? 0;
        _outputPadding = outputPadding ?? 0;
        _dilation = dilation ?? 1;
        _groups = groups;
        Weight = new Parameter(Tensor.Empty([inChannels, outChannels / groups, kernelSize.Height, kernelSize.Width], dtype));
        Bias = bias ? new Parameter(Tensor.Empty([outChannels], dtype)) : null;
        ResetParameters();
    }

    /// <summary>The kernels. Shape: [inChannels, outChannels / groups, kH, kW].</summary>
    public Parameter Weight { get; set; }

    /// <summary>The bias, or null. Shape: [outChannels].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>Draws new random weights.</summary>
    public void ResetParameters() => DefaultInit.WeightAndBias(Weight, Bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        F.ConvTranspose2d(input, Weight, Bias, _stride, _padding, _outputPadding, _groups, _dilation);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"{Weight.Shape[0]}",
        $"{Weight.Shape[1] * _groups}",
        $"kernel_size={_kernelSize.Pair}",
        $"stride={_stride.Pair}",
        _padding != 0 ? $"padding={_padding.Pair}" : null,
        _dilation != 1 ? $"dilation={_dilation.Pair}" : null,
        _outputPadding != 0 ? $"output_padding={_outputPadding.Pair}" : null,
        _groups != 1 ? $"groups={_groups}" : null,
        Bias is null ? "bias=False" : null);
}
