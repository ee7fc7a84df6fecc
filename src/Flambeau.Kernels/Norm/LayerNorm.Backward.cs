using System.Buffers;
using System.Numerics;

namespace Flambeau.Kernels;

internal static unsafe partial class LayerNorm
{
    // Rows whose parameter gradients are added before they are joined with other blocks'.
    private const int BlockRows = 32;

    /// <summary>
    /// The gradients: with <c>n = (x - mean) invStd</c> and <c>g = dy gamma</c>,
    /// <c>dx = invStd (g - mean(g) - n mean(g n))</c> along each row, <c>dgamma = sum dy n</c>, <c>dbeta = sum dy</c>.
    /// </summary>
    /// <remarks>An empty gamma is ones; empty dGamma and dBeta (both or none) are not computed.</remarks>
    public static void Backward<T>(
        int rows,
        int features,
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
        bool parameters = !dGamma.IsEmpty;
        int blocks = (rows + BlockRows - 1) / BlockRows;
        T[] partials = parameters ? ArrayPool<T>.Shared.Rent(Math.Max(1, blocks) * 2 * features) : [];
        partials.AsSpan(0, parameters ? 2 * features : 0).Clear();
        fixed (T* px = x, pd = dy, pm = mean, pi = invStd, pg = gamma, pdx = dx)
        {
            BackwardBlocks(rows, features, px, pd, pm, pi, pg, pdx, partials);
        }

        if (parameters)
        {
            ColumnPairSums.Join(partials, blocks, 2 * features);
            partials.AsSpan(0, features).CopyTo(dGamma);
            partials.AsSpan(features, features).CopyTo(dBeta);
            ArrayPool<T>.Shared.Return(partials);
        }
    }

    private static void BackwardBlocks<T>(
        int rows, int features, T* x, T* dy, T* mean, T* invStd, T* gamma, T* dx, T[] partials)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int blocks = (rows + BlockRows - 1) / BlockRows;
        Workers.For(blocks, 3L * BlockRows * features, (from, to) =>
        {
            for (int b = from; b < to; b++)
            {
                Span<T> sums = partials.Length == 0 ? [] : partials.AsSpan(b * 2 * features, 2 * features);
                sums.Clear();
                fixed (T* dGamma = sums)
                {
                    for (int row = b * BlockRows; row < Math.Min((b + 1) * BlockRows, rows); row++)
                    {
                        nint at = (nint)row * features;
                        BackwardRow(features, x + at, dy + at, mean[row], invStd[row], gamma, dx + at, dGamma);
                    }
                }
            }
        });
    }

    private static void BackwardRow<T>(int features, T* x, T* dy, T mean, T invStd, T* gamma, T* dx, T* dGamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T sumG, T sumGN) = GradientSums(features, x, dy, mean, invStd, gamma, dGamma);
        Prefetch.NextRow(x, features);
        Prefetch.NextRow(dy, features);
        T count = T.CreateTruncating(features);
        T meanG = sumG / count;
        T meanGN = sumGN / count;
        int i = 0;
        for (; i <= features - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> n = (Vector.Load(x + i) - new Vector<T>(mean)) * invStd;
            Vector<T> g = Vector.Load(dy + i);
            g = gamma == null ? g : g * Vector.Load(gamma + i);
            ((g - new Vector<T>(meanG) - n * meanGN) * invStd).Store(dx + i);
        }

        for (; i < features; i++)
        {
            T n = (x[i] - mean) * invStd;
            T g = gamma == null ? dy[i] : dy[i] * gamma[i];
            dx[i] = (g - meanG - n * meanGN) * invStd;
        }
    }

    // One pass for the row's two sums and its share of the parameters' gradients (dgamma, then dbeta).
    private static (T SumG, T SumGN) GradientSums<T>(
        int features, T* x, T* dy, T mean, T invStd, T* gamma, T* dGamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> sumG = Vector<T>.Zero;
        Vector<T> sumGN = Vector<T>.Zero;
        int i = 0;
        for (; i <= features - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> n = (Vector.Load(x + i) - new Vector<T>(mean)) * invStd;
            Vector<T> g = Vector.Load(dy + i);
            if (dGamma != null)
            {
                (Vector.Load(dGamma + i) + g * n).Store(dGamma + i);
                (Vector.Load(dGamma + features + i) + g).Store(dGamma + features + i);
            }

            g = gamma == null ? g : g * Vector.Load(gamma + i);
            sumG += g;
            sumGN += g * n;
        }

        (T total, T totalN) = (Vector.Sum(sumG), Vector.Sum(sumGN));
        for (; i < features; i++)
        {
            T n = (x[i] - mean) * invStd;
            T g = gamma == null ? dy[i] : dy[i] * gamma[i];
            if (dGamma != null)
            {
                dGamma[i] += dy[i] * n;
                dGamma[features + i] += dy[i];
            }

            total += g;
            totalN += g * n;
        }

        return (total, totalN);
    }
}
