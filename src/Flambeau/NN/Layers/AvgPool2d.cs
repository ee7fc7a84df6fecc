namespace Flambeau.NN;

/// <summary>
/// The mean of each window (<c>torch.nn.AvgPool2d</c>). Input: [N, C, H, W] or without N. Output: [N, C, H', W'] with
/// H' = floor((H + 2 padding - kernelSize) / stride) + 1, or rounded up with <c>ceilMode</c>.
/// </summary>
public sealed class AvgPool2d : Module<Tensor, Tensor>
{
    private readonly Size2 _kernelSize;
    private readonly Size2 _stride;
    private readonly Size2 _padding;
    private readonly bool _ceilMode;
    private readonly bool _countIncludePad;
    private readonly int? _divisorOverride;

    /// <summary>The function as a layer.</summary>
    /// <param name="kernelSize">The height and width of the window.</param>
    /// <param name="stride">The step between windows; the window's size when omitted.</param>
    /// <param name="padding">Zeros added on each side, 0 when omitted.</param>
    /// <param name="ceilMode">Let a last window reach over the border.</param>
    /// <param name="countIncludePad">Count the added zeros in the mean.</param>
    /// <param name="divisorOverride">Divide the sum by this instead of the number of elements.</param>
    public AvgPool2d(
        Size2 kernelSize, Size2? stride = null, Size2? padding = null, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null)
    {
        _kernelSize = kernelSize;
        _stride = stride ?? kernelSize;
        _padding = padding ?? 0;
        _ceilMode = ceilMode;
        _countIncludePad = countIncludePad;
        _divisorOverride = divisorOverride;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        F.AvgPool2d(input, _kernelSize, _stride, _padding, _ceilMode, _countIncludePad, _divisorOverride);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"kernel_size={_kernelSize}, stride={_stride}, padding={_padding}";
}
