namespace Flambeau.NN;

/// <content>Instance normalisation.</content>
public static partial class F
{
    /// <summary>
    /// y = (x - mean) / sqrt(var + eps) weight + bias, the statistics over each channel of each sample (<c>F.instance_norm</c>;
    /// Ulyanov et al. 2016). Input and output: [N, C, *]; the running statistics, weight and bias: [C].
    /// </summary>
    /// <param name="input">The activations.</param>
    /// <param name="runningMean">The mean for evaluation, updated where the input's own is used; may be null then.</param>
    /// <param name="runningVar">The variance for evaluation, updated where the input's own is used; may be null then.</param>
    /// <param name="weight">The scale, or null for 1.</param>
    /// <param name="bias">The shift, or null for 0.</param>
    /// <param name="useInputStats">Use the input's own statistics and update the running ones.</param>
    /// <param name="momentum">The weight of this batch in the running statistics.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or a channel has one value whose statistics are asked for.</exception>
    public static Tensor InstanceNorm(
        Tensor input,
        Tensor? runningMean = null,
        Tensor? runningVar = null,
        Tensor? weight = null,
        Tensor? bias = null,
        bool useInputStats = true,
        double momentum = 0.1,
        double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!useInputStats)
        {
            return BatchNorm(input, runningMean, runningVar, weight, bias, training: false, momentum, eps);
        }

        if (input.Dim < 3 || input.Shape.AsSpan()[2..].IndexOfAnyExcept(1) < 0)
        {
            throw new ArgumentException(
                $"InstanceNorm: input must be [N, C, *] with more than one value per channel, but has shape {input.Shape}.", nameof(input));
        }

        var output = GroupNorm(input, Math.Max(1, input.Shape[1]), weight, bias, eps);
        if (runningMean is not null && runningVar is not null)
        {
            UpdateInstanceStatistics(input, runningMean, runningVar, momentum);
        }

        return output;
    }

    // every sample counts alike: its means, and its variances without bias
    private static void UpdateInstanceStatistics(Tensor input, Tensor runningMean, Tensor runningVar, double momentum)
    {
        using var _ = GradMode.NoGrad();
        int[] within = [.. Enumerable.Range(2, input.Dim - 2)];
        runningMean.MulInPlace(1 - momentum).AddInPlace(input.Mean(within).Mean(0) * momentum);
        runningVar.MulInPlace(1 - momentum).AddInPlace(input.Var(within).Mean(0) * momentum);
    }
}
