namespace Flambeau.NN;

/// <summary>
/// The means of windows that divide the input into a given number (<c>torch.nn.AdaptiveAvgPool1d</c>).
/// Input: [N, C, L] or without N. Output: [N, C, outputSize].
/// </summary>
/// <param name="outputSize">The length of the output.</param>
public sealed class AdaptiveAvgPool1d(int outputSize) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.AdaptiveAvgPool1d(input, outputSize);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"output_size={outputSize}";
}
