using System.Buffers;
using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Group normalisation (Wu and He, 2018) of channels-last samples [n, pixels, channels]; one channel to a group is
/// instance normalisation.
/// </summary>
internal static class GroupNorm
{
    /// <summary>
    /// Normalises each sample's groups of channels by their own mean and biased variance, kept as [n, groups] for
    /// backward; an empty gamma is ones, an empty beta zeros.
    /// </summary>
    public static void Forward<T>(
        int n,
        int pixels,
        int channels,
        int groups,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> beta,
        double eps,
        Span<T> y,
        Span<T> mean,
        Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = channels / groups;
        double[] sums = ArrayPool<double>.Shared.Rent(2 * channels);
        T[] factors = ArrayPool<T>.Shared.Rent(4 * channels);
        Span<double> first = sums.AsSpan(0, channels);
        Span<double> second = sums.AsSpan(channels, channels);
        Span<T> means = factors.AsSpan(0, channels);
        Span<T> inverses = factors.AsSpan(channels, channels);
        Span<T> scale = factors.AsSpan(2 * channels, channels);
        Span<T> shift = factors.AsSpan(3 * channels, channels);
        int plane = pixels * channels;
        for (int sample = 0; sample < n; sample++)
        {
            ReadOnlySpan<T> from = x.Slice(sample * plane, plane);
            ColumnPairSums.Run(pixels, channels, from, from, default, first, second);
            for (int g = 0; g < groups; g++)
            {
                double count = (double)pixels * size;
                double m = Sum(first.Slice(g * size, size)) / count;
                double variance = Math.Max(0, Sum(second.Slice(g * size, size)) / count - m * m);
                mean[sample * groups + g] = T.CreateTruncating(m);
                invStd[sample * groups + g] = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
            }

            Spread(mean.Slice(sample * groups, groups), size, means);
            Spread(invStd.Slice(sample * groups, groups), size, inverses);
            BatchNorm.ScaleAndShift(means, inverses, gamma, beta, scale, shift);
            BatchNorm.Apply(pixels, channels, from, scale, shift, default, Activation.None, y.Slice(sample * plane, plane));
        }

        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<T>.Shared.Return(factors);
    }

    /// <summary>The gradients of <see cref="Forward"/>; dGamma and dBeta are sums over all samples.</summary>
    public static void Backward<T>(
        int n,
        int pixels,
        int channels,
        int groups,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> dx,
        Span<T> dGamma,
        Span<T> dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = channels / groups;
        int plane = pixels * channels;
        double[] sums = ArrayPool<double>.Shared.Rent(4 * channels);
        T[] factors = ArrayPool<T>.Shared.Rent(4 * channels);
        Span<double> sumD = sums.AsSpan(0, channels);
        Span<double> sumDX = sums.AsSpan(channels, channels);
        Span<double> totals = sums.AsSpan(2 * channels, 2 * channels);
        totals.Clear();
        Span<T> means = factors.AsSpan(0, channels);
        for (int sample = 0; sample < n; sample++)
        {
            ReadOnlySpan<T> from = x.Slice(sample * plane, plane);
            ReadOnlySpan<T> gradient = dy.Slice(sample * plane, plane);
            ColumnPairSums.Run(pixels, channels, gradient, from, default, sumD, sumDX);
            ReadOnlySpan<T> sampleMean = mean.Slice(sample * groups, groups);
            ReadOnlySpan<T> sampleInv = invStd.Slice(sample * groups, groups);
            Spread(sampleMean, size, means);
            for (int c = 0; c < channels; c++)
            {
                double inv = double.CreateTruncating(sampleInv[c / size]);
                totals[c] += (sumDX[c] - double.CreateTruncating(means[c]) * sumD[c]) * inv;
                totals[channels + c] += sumD[c];
            }

            GroupFactors(size, pixels, sumD, sumDX, sampleMean, sampleInv, gamma, factors.AsSpan(channels));
            BatchNorm.BackwardApply(
                pixels, channels, from, gradient, means, factors.AsSpan(channels), dx.Slice(sample * plane, plane));
        }

        for (int c = 0; c < channels; c++)
        {
            dGamma[c] = T.CreateTruncating(totals[c]);
            dBeta[c] = T.CreateTruncating(totals[channels + c]);
        }

        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<T>.Shared.Return(factors);
    }

    // dx = dy gamma inv - inv (mean(g) + (x - mean) inv mean(g n)) with means over the group; three factors a channel.
    private static void GroupFactors<T>(
        int size,
        int pixels,
        ReadOnlySpan<double> sumD,
        ReadOnlySpan<double> sumDX,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> factors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = sumD.Length;
        double count = (double)pixels * size;
        for (int g = 0; g < mean.Length; g++)
        {
            double m = double.CreateTruncating(mean[g]);
            double inv = double.CreateTruncating(invStd[g]);
            double sumG = 0;
            double sumGN = 0;
            for (int c = g * size; c < (g + 1) * size; c++)
            {
                double weight = gamma.IsEmpty ? 1 : double.CreateTruncating(gamma[c]);
                sumG += weight * sumD[c];
                sumGN += weight * (sumDX[c] - m * sumD[c]) * inv;
            }

            for (int c = g * size; c < (g + 1) * size; c++)
            {
                double weight = gamma.IsEmpty ? 1 : double.CreateTruncating(gamma[c]);
                factors[c] = T.CreateTruncating(weight * inv);
                factors[channels + c] = T.CreateTruncating(-inv * inv * sumGN / count);
                factors[2 * channels + c] = T.CreateTruncating(-inv * sumG / count);
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value;
        }

        return sum;
    }

    private static void Spread<T>(ReadOnlySpan<T> groups, int size, Span<T> channels)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            channels.Slice(g * size, size).Fill(groups[g]);
        }
    }
}
