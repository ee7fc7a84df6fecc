namespace Flambeau.NN;

/// <summary>
/// Normalisation of each channel of each sample (<c>torch.nn.InstanceNorm2d</c>; Ulyanov et al. 2016):
/// y = (x - mean) / sqrt(var + eps) weight + bias. Input and output: [N, numFeatures, H, W] or without N.
/// Weight (ones), bias (zeros): [numFeatures].
/// </summary>
public sealed class InstanceNorm2d : InstanceNorm
{
    /// <summary>A normalisation of <paramref name="numFeatures"/> channels.</summary>
    /// <param name="numFeatures">The number of channels C.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">The weight of a new batch in the running statistics.</param>
    /// <param name="affine">Whether weight and bias are learned.</param>
    /// <param name="trackRunningStats">Whether statistics are kept for evaluation, which otherwise uses the input's own.</param>
    /// <param name="dtype">The type of parameters and statistics.</param>
    public InstanceNorm2d(
        int numFeatures,
        double eps = 1e-5,
        double momentum = 0.1,
        bool affine = false,
        bool trackRunningStats = false,
        DType dtype = DType.Float32)
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    {
    }

    private protected override int Dimensions => 4;

    private protected override string InputForm => "[N, C, H, W] or [C, H, W]";
}
