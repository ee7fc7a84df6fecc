namespace Flambeau.NN;

/// <content>1-D convolution.</content>
public static partial class F
{
    /// <summary>
    /// 1-D convolution (<c>F.conv1d</c>). Input: [N, C, L] or [C, L]. Weight: [O, C / groups, k]. Bias: [O].
    /// Output: [N, O, L'] with L' = floor((L + 2 padding - dilation (k - 1) - 1) / stride) + 1.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes, types or settings do not fit each other.</exception>
    public static Tensor Conv1d(
        Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.Dim == 2)
        {
            return Conv1d(input.Unsqueeze(0), weight, bias, stride, padding, dilation, groups).Squeeze(0);
        }

        Check.Rank(nameof(Conv1d), input, 3, "[N, C, L] or [C, L]");
        Check.Rank(nameof(Conv1d), weight, 3, "[O, C / groups, k]", "weight");
        return Conv2d(input.Unsqueeze(2), weight.Unsqueeze(2), bias, (1, stride), (0, padding), (1, dilation), groups).Squeeze(2);
    }
}
