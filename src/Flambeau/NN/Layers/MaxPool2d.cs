namespace Flambeau.NN;

/// <summary>
/// The maximum of each window (<c>torch.nn.MaxPool2d</c>). Input: [N, C, H, W] or without N. Output: [N, C, H', W'] with
/// H' = floor((H + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1, or rounded up with <c>ceilMode</c>.
/// </summary>
public sealed class MaxPool2d : Module<Tensor, Tensor>
{
    private readonly Size2 _kernelSize;
    private readonly Size2 _stride;
    private readonly Size2 _padding;
    private readonly Size2 _dilation;
    private readonly bool _ceilMode;

    /// <summary>The function as a layer.</summary>
    /// <param name="kernelSize">The height and width of the window.</param>
    /// <param name="stride">The step between windows; the window's size when omitted.</param>
    /// <param name="padding">Minus infinity added on each side, 0 when omitted.</param>
    /// <param name="dilation">The distance between elements of the window, 1 when omitted.</param>
    /// <param name="ceilMode">Let a last window reach over the border.</param>
    public MaxPool2d(Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false)
    {
        _kernelSize = kernelSize;
        _stride = stride ?? kernelSize;
        _padding = padding ?? 0;
        _dilation = dilation ?? 1;
        _ceilMode = ceilMode;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.MaxPool2d(input, _kernelSize, _stride, _padding, _dilation, _ceilMode);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"kernel_size={_kernelSize}, stride={_stride}, padding={_padding}, dilation={_dilation}, ceil_mode={Repr.Bool(_ceilMode)}";
}
