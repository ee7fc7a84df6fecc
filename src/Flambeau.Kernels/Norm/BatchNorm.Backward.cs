using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

internal static unsafe partial class BatchNorm
{
    /// <summary>
    /// The gradients of a normalisation by a batch's own statistics: with <c>n = (x - mean) invStd</c>,
    /// <c>dbeta = sum dy</c>, <c>dgamma = sum dy n</c>, <c>dx = gamma invStd (dy - dbeta / rows - n dgamma / rows)</c>.
    /// </summary>
    /// <remarks>
    /// With a fused activation dy counts only where it <paramref name="passed"/>, and <paramref name="dResidual"/>, unless
    /// empty, receives dy so masked. An empty gamma is ones.
    /// </remarks>
    public static void Backward<T>(
        int rows,
        int channels,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        PassedValues<T> passed,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> dx,
        Span<T> dGamma,
        Span<T> dBeta,
        Span<T> dResidual = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(rows, channels, 1.0 / rows, x, dy, passed, mean, invStd, gamma, dx, dGamma, dBeta, dResidual);

    /// <summary>
    /// The gradients of a normalisation by given statistics (eval mode): <c>dx = gamma invStd dy</c>, the rest as by a
    /// batch's own.
    /// </summary>
    public static void BackwardFixed<T>(
        int rows,
        int channels,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        PassedValues<T> passed,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> dx,
        Span<T> dGamma,
        Span<T> dBeta,
        Span<T> dResidual = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(rows, channels, 0, x, dy, passed, mean, invStd, gamma, dx, dGamma, dBeta, dResidual);

    // share is the weight of one row in the statistics: 1 / rows, or 0 when they do not depend on x.
    private static void Backward<T>(
        int rows,
        int channels,
        double share,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        PassedValues<T> passed,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        Span<T> dx,
        Span<T> dGamma,
        Span<T> dBeta,
        Span<T> dResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] sums = ArrayPool<double>.Shared.Rent(2 * channels);
        T[] factors = ArrayPool<T>.Shared.Rent(4 * channels);
        Span<T> centre = factors.AsSpan(3 * channels, channels);
        Span<double> sumD = sums.AsSpan(0, channels);
        Span<double> sumDX = sums.AsSpan(channels, channels);
        ColumnPairSums.Run(rows, channels, dy, x, passed, sumD, sumDX);
        for (int c = 0; c < channels; c++)
        {
            double inv = double.CreateTruncating(invStd[c]);
            double gammaGradient = (sumDX[c] - mean[c] * sumD[c]) * inv;
            double scale = (gamma.IsEmpty ? 1 : double.CreateTruncating(gamma[c])) * inv;
            dGamma[c] = T.CreateTruncating(gammaGradient);
            dBeta[c] = T.CreateTruncating(sumD[c]);
            factors[c] = T.CreateTruncating(scale);
            factors[channels + c] = T.CreateTruncating(-scale * inv * gammaGradient * share);
            factors[2 * channels + c] = T.CreateTruncating(-scale * sumD[c] * share);
            centre[c] = T.CreateTruncating(mean[c]);
        }

        fixed (T* px = x, pd = dy, po = passed.Output, ps = passed.Scale, pt = passed.Shift)
        fixed (T* pm = centre, pf = factors, pdx = dx, pr = dResidual)
        {
            var mask = new PassedMask<T>(po, ps, pt, passed.Activation);
            BackwardRows(rows, channels, px, pd, mask, pm, pf, pdx, pr, Streams(rows, channels, px, pd, pdx));
        }

        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<T>.Shared.Return(factors);
    }

    /// <summary><c>dx = dy scale + (x - mean) slope + offset</c> with three factors for every channel.</summary>
    /// <remarks>The rows may be part of a larger result, of <paramref name="allRows"/>, which goes past the caches or not.</remarks>
    internal static void BackwardApply<T>(
        int rows,
        int channels,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> factors,
        Span<T> dx,
        long allRows = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, pd = dy, pm = mean, pf = factors, pdx = dx)
        {
            BackwardRows(rows, channels, px, pd, default, pm, pf, pdx, null, Streams(Math.Max(rows, allRows), channels, px, pd, pdx));
        }
    }

    private static bool Streams<T>(long rows, int channels, T* x, T* dy, T* dx)
        where T : unmanaged => dx != x && dx != dy && Streaming.PaysForRows(dx, rows, channels);

    private static void BackwardRows<T>(
        int rows, int channels, T* x, T* dy, PassedMask<T> mask, T* mean, T* factors, T* dx, T* dResidual, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int group = Math.Max(1, RowElements / Math.Max(1, channels));
        Workers.For((rows + group - 1) / group, 2L * group * channels, (from, to) =>
            BackwardRange(
                from * group, Math.Min(to * group, rows), channels, x, dy, mask, mean, factors, dx, dResidual, streams));
    }

    private static void BackwardRange<T>(
        int from, int to, int channels, T* x, T* dy, PassedMask<T> mask, T* mean, T* factors, T* dx, T* dResidual, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = from; row < to; row++)
        {
            nint at = (nint)row * channels;
            T* r = dResidual == null ? null : dResidual + at;
            BackwardRow(channels, x + at, dy + at, mask.At(at), mean, factors, dx + at, r, streams);
        }

        if (streams)
        {
            Streaming.Fence();
        }
    }

    // dx = dy scale + (x - mean) slope + offset, the three factors of a channel lying one after another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BackwardRow<T>(
        int channels, T* x, T* dy, PassedMask<T> mask, T* mean, T* factors, T* dx, T* dResidual, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* slope = factors + channels;
        T* offset = slope + channels;
        int j = 0;
        for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> value = Vector.Load(x + j);
            Vector<T> d = mask.Apply(Vector.Load(dy + j), value, j, j);
            if (dResidual != null)
            {
                d.Store(dResidual + j);
            }

            Vector<T> centred = (value - Vector.Load(mean + j)) * Vector.Load(slope + j);
            Streaming.Store(d * Vector.Load(factors + j) + (centred + Vector.Load(offset + j)), dx + j, streams);
        }

        for (; j < channels; j++)
        {
            T d = mask.Apply(dy[j], x[j], j, j);
            if (dResidual != null)
            {
                dResidual[j] = d;
            }

            dx[j] = d * factors[j] + ((x[j] - mean[j]) * slope[j] + offset[j]);
        }
    }
}
