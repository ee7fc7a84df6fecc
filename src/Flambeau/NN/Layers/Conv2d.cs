namespace Flambeau.NN;

/// <summary>
/// 2-D convolution (<c>torch.nn.Conv2d</c>). Input: [N, inChannels, H, W] or without N. Output: [N, outChannels, H', W'] with
/// H' = floor((H + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1. Weight: [outChannels, inChannels / groups, kH, kW],
/// bias: [outChannels], both from U(-k, k) with k = 1 / sqrt(inChannels / groups kH kW).
/// </summary>
public sealed class Conv2d : Module<Tensor, Tensor>
{
    private readonly int _inChannels;
    private readonly Size2 _dilation;
    private readonly Padding _padding;
    private readonly PaddingMode _paddingMode;

    /// <summary>A convolution with random weights.</summary>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <param name="outChannels">The number of channels of the output.</param>
    /// <param name="kernelSize">The height and width of the window.</param>
    /// <param name="stride">The step between windows, 1 when omitted.</param>
    /// <param name="padding">How much is added around the input.</param>
    /// <param name="dilation">The distance between elements of the window, 1 when omitted.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="bias">Whether a bias is added to each output channel.</param>
    /// <param name="paddingMode">What is added around the input.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels, or 'same' padding is asked for with a stride.</exception>
    public Conv2d(
        int inChannels,
        int outChannels,
        Size2 kernelSize,
        Size2? stride = null,
        Padding padding = default,
        Size2? dilation = null,
        int groups = 1,
        bool bias = true,
        PaddingMode paddingMode = PaddingMode.Zeros,
        DType dtype = DType.Float32)
    {
        ConvSettings.CheckChannels(nameof(Conv2d), inChannels, outChannels, groups);
        Stride = stride ?? 1;
        if (padding.IsSame && Stride != 1)
        {
            throw new ArgumentException($"Conv2d: padding 'same' needs stride 1, but got {Stride}.", nameof(padding));
        }

        _inChannels = inChannels;
        KernelSize = kernelSize;
        Groups = groups;
        _padding = padding;
        _dilation = dilation ?? 1;
        _paddingMode = paddingMode;
        Weight = new Parameter(Tensor.Empty([outChannels, inChannels / groups, kernelSize.Height, kernelSize.Width], dtype));
        Bias = bias ? new Parameter(Tensor.Empty([outChannels], dtype)) : null;
        ResetParameters();
    }

    /// <summary>The kernels. Shape: [outChannels, inChannels / groups, kH, kW].</summary>
    public Parameter Weight { get; set; }

    /// <summary>The bias, or null. Shape: [outChannels].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>The number of channels of the input.</summary>
    public int InChannels => _inChannels;

    /// <summary>The number of channels of the output.</summary>
    public int OutChannels => Weight.Shape[0];

    /// <summary>The height and width of the window.</summary>
    public Size2 KernelSize { get; }

    /// <summary>The step between windows.</summary>
    public Size2 Stride { get; }

    /// <summary>Into how many parts channels are divided.</summary>
    public int Groups { get; }

    /// <summary>Draws new random weights.</summary>
    public void ResetParameters() => DefaultInit.WeightAndBias(Weight, Bias);

    /// <summary>A new layer with the same settings and random weights.</summary>
    internal Conv2d WithChannels(int inChannels, int outChannels) =>
        new(inChannels, outChannels, KernelSize, Stride, _padding, _dilation, Groups, Bias is not null, _paddingMode, Weight.DType);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var (top, bottom) = ConvSettings.Sides(_padding.IsSame, _padding.Size.Height, _dilation.Height, KernelSize.Height);
        var (left, right) = ConvSettings.Sides(_padding.IsSame, _padding.Size.Width, _dilation.Width, KernelSize.Width);
        if (_paddingMode == PaddingMode.Zeros && top == bottom && left == right)
        {
            return F.Conv2d(input, Weight, Bias, Stride, (top, left), _dilation, Groups);
        }

        return F.Conv2d(F.Pad(input, [left, right, top, bottom], _paddingMode), Weight, Bias, Stride, 0, _dilation, Groups);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => Repr.Join(
        $"{_inChannels}",
        $"{OutChannels}",
        $"kernel_size={KernelSize.Pair}",
        $"stride={Stride.Pair}",
        _padding.IsSame || _padding.IsValid || _padding.Size != 0 ? $"padding={_padding}" : null,
        _dilation != 1 ? $"dilation={_dilation.Pair}" : null,
        Groups != 1 ? $"groups={Groups}" : null,
        Bias is null ? "bias=False" : null,
        ConvSettings.Mode(_paddingMode));
}
