namespace Flambeau.NN;

/// <summary>
/// 1-D convolution (<c>torch.nn.Conv1d</c>). Input: [N, inChannels, L] or without N. Output: [N, outChannels, L'] with
/// L' = floor((L + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1. Weight: [outChannels, inChannels / groups, k],
/// bias: [outChannels], both from U(-b, b) with b = 1 / sqrt(inChannels / groups k).
/// </summary>
public sealed class Conv1d : Module<Tensor, Tensor>
{
    private readonly int _inChannels;
    private readonly int _kernelSize;
    private readonly int _stride;
    private readonly Padding _padding;
    private readonly int _dilation;
    private readonly int _groups;
    private readonly PaddingMode _paddingMode;

    /// <summary>A convolution with random weights.</summary>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <param name="outChannels">The number of channels of the output.</param>
    /// <param name="kernelSize">The length of the window.</param>
    /// <param name="stride">The step between windows.</param>
    /// <param name="padding">How much is added at both ends.</param>
    /// <param name="dilation">The distance between elements of the window.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="bias">Whether a bias is added to each output channel.</param>
    /// <param name="paddingMode">What is added at both ends.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels, or 'same' padding is asked for with a stride.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        Padding padding = default,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PaddingMode paddingMode = PaddingMode.Zeros,
        DType dtype = DType.Float32)
    {
        ConvSettings.CheckChannels(nameof(Conv1d), inChannels, outChannels, groups);
        if (padding.IsSame && stride != 1)
        {
            throw new ArgumentException($"Conv1d: padding 'same' needs stride 1, but got {stride}.", nameof(padding));
        }

        _inChannels = inChannels;
        _kernelSize = kernelSize;
        _stride = stride;
        _padding = padding;
        _dilation = dilation;
        _groups = groups;
        _paddingMode = paddingMode;
        Weight = new Parameter(Tensor.Empty([outChannels, inChannels / groups, kernelSize], dtype));
        Bias = bias ? new Parameter(Tensor.Empty([outChannels], dtype)) : null;
        ResetParameters();
    }

    /// <summary>The kernels. Shape: [outChannels, inChannels / groups, k].</summary>
    public Parameter Weight { get; set; }

    /// <summary>The bias, or null. Shape: [outChannels].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>Draws new random weights.</summary>
    public void ResetParameters() => DefaultInit.WeightAndBias(Weight, Bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var (before, after) = ConvSettings.Sides(_padding.IsSame, _padding.Size.Width, _dilation, _kernelSize);
        return _paddingMode == PaddingMode.Zeros && before == after
            ? F.Conv1d(input, Weight, Bias, _stride, before, _dilation, _groups)
            : F.Conv1d(F.Pad(input, [before, after], _paddingMode), Weight, Bias, _stride, 0, _dilation, _groups);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"{_inChannels}",
        $"{Weight.Shape[0]}",
        $"kernel_size=({_kernelSize},)",
        $"stride=({_stride},)",
        _padding.IsSame || _padding.IsValid ? $"padding={_padding}" : _padding.Size.Width != 0 ? $"padding=({_padding.Size.Width},)" : null,
        _dilation != 1 ? $"dilation=({_dilation},)" : null,
        _groups != 1 ? $"groups={_groups}" : null,
        Bias is null ? "bias=False" : null,
        ConvSettings.Mode(_paddingMode));
}
