namespace Flambeau.NN;

/// <summary>What the convolution layers of all dimensions have in common.</summary>
internal static class ConvSettings
{
    /// <summary>Throws unless groups divide the channels.</summary>
    public static void CheckChannels(string layer, int inChannels, int outChannels, int groups)
    {
        if (inChannels < 1 || outChannels < 1 || groups < 1 || inChannels % groups != 0 || outChannels % groups != 0)
        {
            throw new ArgumentException(
                $"{layer}: channels must be positive and divisible by groups, but got {inChannels} in, {outChannels} out and {groups} groups.");
        }
    }

    /// <summary>What is added before and after one dimension; 'same' puts the odd element after, as PyTorch does.</summary>
    public static (int Before, int After) Sides(bool same, int padding, int dilation, int kernel)
    {
        if (!same)
        {
            return (padding, padding);
        }

        int total = dilation * (kernel - 1);
        return (total / 2, total - (total / 2));
    }

    /// <summary>How the padding mode is printed; null when it is the usual one.</summary>
    public static string? Mode(PaddingMode mode) =>
        mode == PaddingMode.Zeros ? null : $"padding_mode={mode.ToString().ToLowerInvariant()}";
}
