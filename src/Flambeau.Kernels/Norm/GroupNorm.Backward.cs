using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

internal static unsafe partial class GroupNorm
{
    // Small samples whose parameter gradients are added before they are joined with other blocks'.
    private const int BlockElements = 32768;
    private const int BlockSamples = 32;

    /// <summary>The gradients of <see cref="Forward"/>; dGamma and dBeta are sums over all samples.</summary>
    public static void Backward<T>(
        int n,
        int pixels,
        int channels,
        int groups,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> dx,
        Span<T> dGamma,
        Span<T> dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sizes = new GroupNormSizes(n, pixels, channels, groups);
        int samples = Math.Clamp(BlockElements / Math.Max(1, sizes.Plane), 1, BlockSamples);
        int blocks = (n + samples - 1) / samples;
        double[] totals = ArrayPool<double>.Shared.Rent(Math.Max(1, blocks) * 2 * channels);
        totals.AsSpan(0, Math.Max(1, blocks) * 2 * channels).Clear();
        fixed (double* pm = mean)
        fixed (T* px = x, pd = dy, pi = invStd, pg = gamma, pdx = dx)
        {
            BackwardBlocks(sizes, samples, blocks, px, pd, pm, pi, pg, pdx, totals);
        }

        ColumnPairSums.Join(totals, blocks, 2 * channels);
        TensorPrimitives.ConvertTruncating<double, T>(totals.AsSpan(0, channels), dGamma);
        TensorPrimitives.ConvertTruncating<double, T>(totals.AsSpan(channels, channels), dBeta);
        ArrayPool<double>.Shared.Return(totals);
    }

    private static void BackwardBlocks<T>(
        GroupNormSizes sizes, int samples, int blocks, T* x, T* dy, double* mean, T* invStd, T* gamma, T* dx, double[] totals)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.ForDivisible(blocks, 3L * samples * sizes.Plane, (from, to) =>
        {
            int channels = sizes.Channels;
            using var room = new GroupNormRoom<T>(sizes, Of(gamma, channels));
            for (int sample = from * samples; sample < Math.Min(to * samples, sizes.Samples); sample++)
            {
                var source = new ReadOnlySpan<T>(x + sizes.At(sample), sizes.Plane);
                var gradient = new ReadOnlySpan<T>(dy + sizes.At(sample), sizes.Plane);
                var m = new ReadOnlySpan<double>(mean + (nint)sample * sizes.Groups, sizes.Groups);
                var inv = new ReadOnlySpan<T>(invStd + (nint)sample * sizes.Groups, sizes.Groups);
                ColumnPairSums.Run(sizes.Pixels, channels, gradient, source, default, room.SumD, room.SumDX);
                room.FindFactors(m, inv, totals.AsSpan(sample / samples * 2 * channels, 2 * channels));
                BatchNorm.BackwardApply(
                    sizes.Pixels, channels, source, gradient, room.Means, room.Factors,
                    new Span<T>(dx + sizes.At(sample), sizes.Plane), (long)sizes.Samples * sizes.Pixels);
            }
        });
}
