namespace Flambeau.NN;

/// <content>1-D transposed convolution.</content>
public static partial class F
{
    /// <summary>
    /// 1-D transposed convolution (<c>F.conv_transpose1d</c>). Input: [N, C, L] or [C, L]. Weight: [C, O / groups, k]. Bias: [O].
    /// Output: [N, O, L'] with L' = (L - 1) stride - 2 padding + dilation (k - 1) + outputPadding + 1.
    /// </summary>
    /// <param name="input">The sequences.</param>
    /// <param name="weight">The kernels.</param>
    /// <param name="bias">Added to every output channel; may be null.</param>
    /// <param name="stride">The step between windows in the output.</param>
    /// <param name="padding">How much is cut off at both ends of the output.</param>
    /// <param name="outputPadding">How much the output is longer at its end; less than stride or dilation.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <param name="dilation">The distance between kernel elements.</param>
    /// <exception cref="ArgumentException">Shapes, types or settings do not fit each other.</exception>
    public static Tensor ConvTranspose1d(
        Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.Dim == 2)
        {
            return ConvTranspose1d(input.Unsqueeze(0), weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
        }

        Check.Rank(nameof(ConvTranspose1d), input, 3, "[N, C, L] or [C, L]");
        Check.Rank(nameof(ConvTranspose1d), weight, 3, "[C, O / groups, k]", "weight");
        return ConvTranspose2d(
            input.Unsqueeze(2), weight.Unsqueeze(2), bias, (1, stride), (0, padding), (0, outputPadding), groups, (1, dilation)).Squeeze(2);
    }
}
