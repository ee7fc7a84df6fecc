namespace Flambeau.NN;

/// <summary>
/// Batch normalisation per channel (<c>torch.nn.BatchNorm2d</c>; Ioffe and Szegedy 2015):
/// y = (x - mean) / sqrt(var + eps) weight + bias. Input and output: [N, C, H, W]. Weight (ones), bias (zeros): [C].
/// </summary>
public sealed class BatchNorm2d : BatchNorm
{
    /// <summary>A normalisation of <paramref name="numFeatures"/> channels.</summary>
    /// <param name="numFeatures">The number of channels C.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">The weight of a new batch in the running statistics; null for the plain mean of all batches.</param>
    /// <param name="affine">Whether weight and bias are learned.</param>
    /// <param name="trackRunningStats">Whether statistics are kept for evaluation.</param>
    /// <param name="dtype">The type of parameters and statistics.</param>
    public BatchNorm2d(
        int numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        DType dtype = DType.Float32)
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    {
    }

    internal override bool Accepts(Tensor input) => input.Dim == 4;

    private protected override string InputForm => "[N, C, H, W]";
}
