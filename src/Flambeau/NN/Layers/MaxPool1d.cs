namespace Flambeau.NN;

/// <summary>
/// The maximum of each window (<c>torch.nn.MaxPool1d</c>). Input: [N, C, L] or without N. Output: [N, C, L'] with
/// L' = floor((L + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1, or rounded up with <c>ceilMode</c>.
/// </summary>
/// <param name="kernelSize">The length of the window.</param>
/// <param name="stride">The step between windows; the window's length when omitted.</param>
/// <param name="padding">Minus infinity added at both ends.</param>
/// <param name="dilation">The distance between elements of the window.</param>
/// <param name="ceilMode">Let a last window reach over the end.</param>
public sealed class MaxPool1d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.MaxPool1d(input, kernelSize, stride, padding, dilation, ceilMode);

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"kernel_size={kernelSize}, stride={stride ?? kernelSize}, padding={padding}, dilation={dilation}, ceil_mode={Repr.Bool(ceilMode)}";
}
