using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>
/// Group normalisation (Wu and He, 2018) of channels-last samples [n, pixels, channels]; one channel to a group is
/// instance normalisation.
/// </summary>
/// <remarks>
/// A sample is summed and normalised by one thread while it lies in its cache, unless there are fewer samples than
/// threads and they are large: then threads share each of them.
/// </remarks>
internal static unsafe partial class GroupNorm
{
    /// <summary>
    /// Normalises each sample's groups of channels by their own mean and biased variance, kept as [n, groups] for
    /// backward, the mean in double precision; an empty gamma is ones, an empty beta zeros.
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
        Span<double> mean,
        Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (double* pm = mean)
        fixed (T* px = x, pg = gamma, pb = beta, py = y, pi = invStd)
        {
            ForwardSamples(new(n, pixels, channels, groups), px, pg, pb, eps, py, pm, pi);
        }
    }

    private static void ForwardSamples<T>(
        GroupNormSizes sizes, T* x, T* gamma, T* beta, double eps, T* y, double* mean, T* invStd)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.ForDivisible(sizes.Samples, 2L * sizes.Plane, (from, to) =>
        {
            int channels = sizes.Channels;
            double[] sums = ArrayPool<double>.Shared.Rent(2 * channels);
            T[] factors = ArrayPool<T>.Shared.Rent(2 * channels);
            Span<T> scale = factors.AsSpan(0, channels);
            Span<T> shift = factors.AsSpan(channels, channels);
            for (int sample = from; sample < to; sample++)
            {
                var source = new ReadOnlySpan<T>(x + sizes.At(sample), sizes.Plane);
                var m = new Span<double>(mean + (nint)sample * sizes.Groups, sizes.Groups);
                var inv = new Span<T>(invStd + (nint)sample * sizes.Groups, sizes.Groups);
                Statistics(in sizes, source, eps, sums.AsSpan(0, 2 * channels), m, inv);
                sizes.Spread<double>(m, sums.AsSpan(0, channels));
                TensorPrimitives.ConvertTruncating<double, T>(sums.AsSpan(0, channels), shift);
                sizes.Spread(inv, scale);
                BatchNorm.ScaleAndShift(shift, scale, Of(gamma, channels), Of(beta, channels), scale, shift);
                BatchNorm.Apply(
                    sizes.Pixels, channels, source, scale, shift, default, Activation.None,
                    new Span<T>(y + sizes.At(sample), sizes.Plane), (long)sizes.Samples * sizes.Pixels);
            }

            ArrayPool<double>.Shared.Return(sums);
            ArrayPool<T>.Shared.Return(factors);
        });

    private static void Statistics<T>(
        in GroupNormSizes sizes, ReadOnlySpan<T> x, double eps, Span<double> sums, Span<double> mean, Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = sizes.Channels;
        ColumnPairSums.Run(sizes.Pixels, channels, x, x, default, sums[..channels], sums[channels..]);
        Span<double> means = sums[..sizes.Groups];
        Span<double> variances = sums.Slice(channels, sizes.Groups);
        sizes.Sum(sums[..channels], means);
        sizes.Sum(sums[channels..], variances);
        TensorPrimitives.Divide(means, sizes.Count, means);
        means.CopyTo(mean);

        // 1 / sqrt(max(0, E(x^2) - mean^2) + eps)
        TensorPrimitives.Divide(variances, sizes.Count, variances);
        TensorPrimitives.Multiply(means, means, means);
        TensorPrimitives.Subtract(variances, means, variances);
        TensorPrimitives.Max(variances, 0.0, variances);
        TensorPrimitives.Add(variances, eps, variances);
        TensorPrimitives.Sqrt(variances, variances);
        TensorPrimitives.Divide(1.0, variances, variances);
        TensorPrimitives.ConvertTruncating<double, T>(variances, invStd);
    }

    private static ReadOnlySpan<T> Of<T>(T* parameter, int channels)
        where T : unmanaged => parameter == null ? default : new(parameter, channels);
}
