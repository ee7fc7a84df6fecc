namespace Flambeau.NN;

/// <summary>
/// The mean of each window (<c>torch.nn.AvgPool1d</c>). Input: [N, C, L] or without N. Output: [N, C, L'] with
/// L' = floor((L + 2 padding - kernelSize) / stride) + 1, or rounded up with <c>ceilMode</c>.
/// </summary>
/// <param name="kernelSize">The length of the window.</param>
/// <param name="stride">The step between windows; the window's length when omitted.</param>
/// <param name="padding">Zeros added at both ends.</param>
/// <param name="ceilMode">Let a last window reach over the end.</param>
/// <param name="countIncludePad">Count the added zeros in the mean.</param>
public sealed class AvgPool1d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.AvgPool1d(input, kernelSize, stride, padding, ceilMode, countIncludePad);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"kernel_size=({kernelSize},), stride=({stride ?? kernelSize},), padding=({padding},)";
}
