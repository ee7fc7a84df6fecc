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
        fixed (T* px = x, pd = dy, pm = mean, pi = invStd, pg = gamma, pdx = dx, pdg = dGamma, pdb = dBeta)
        {
            BackwardBlocks(rows, features, px, pd, pm, pi, pg, pdx, pdg, pdb);
        }
    }

    private static void BackwardBlocks<T>(
        int rows, int features, T* x, T* dy, T* mean, T* invStd, T* gamma, T* dx, T* dGamma, T* dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int blocks = (rows + BlockRows - 1) / BlockRows;
        if (dGamma == null || blocks <= 1)
        {
            ClearParameters(features, dGamma, dBeta);
            Workers.ForDivisible(blocks, 3L * Math.Min(rows, BlockRows) * features, (from, to) => BackwardRows(
                from * BlockRows, Math.Min(to * BlockRows, rows), features, x, dy, mean, invStd, gamma, dx, dGamma, dBeta));
            return;
        }

        T[] partials = ArrayPool<T>.Shared.Rent(blocks * 2 * features);
        Workers.ForDivisible(blocks, 3L * BlockRows * features, (from, to) =>
        {
            for (int b = from; b < to; b++)
            {
                fixed (T* sums = partials.AsSpan(b * 2 * features, 2 * features))
                {
                    ClearParameters(features, sums, sums + features);
                    BackwardRows(
                        b * BlockRows, Math.Min((b + 1) * BlockRows, rows), features, x, dy, mean, invStd, gamma, dx,
                        sums, sums + features);
                }
            }
        });
        ColumnPairSums.Join(partials, blocks, 2 * features);
        partials.AsSpan(0, features).CopyTo(new(dGamma, features));
        partials.AsSpan(features, features).CopyTo(new(dBeta, features));
        ArrayPool<T>.Shared.Return(partials);
    }

    private static void ClearParameters<T>(int features, T* dGamma, T* dBeta)
        where T : unmanaged
    {
        if (dGamma != null)
        {
            new Span<T>(dGamma, features).Clear();
            new Span<T>(dBeta, features).Clear();
        }
    }

    private static void BackwardRows<T>(
        int from, int to, int features, T* x, T* dy, T* mean, T* invStd, T* gamma, T* dx, T* dGamma, T* dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = from; row < to; row++)
        {
            nint at = (nint)row * features;
            if (features > RowBlocks.Size)
            {
                BackwardLongRow(features, x + at, dy + at, mean[row], invStd[row], gamma, dx + at, dGamma, dBeta);
            }
            else
            {
                BackwardRow(features, x + at, dy + at, mean[row], invStd[row], gamma, dx + at, dGamma, dBeta);
            }
        }
    }

    private static void BackwardRow<T>(
        int features, T* x, T* dy, T mean, T invStd, T* gamma, T* dx, T* dGamma, T* dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T sumG, T sumGN) = GradientSums(features, x, dy, mean, invStd, gamma, dGamma, dBeta);
        Prefetch.NextRow(x, features);
        Prefetch.NextRow(dy, features);
        T count = T.CreateTruncating(features);
        InputGradients(features, x, dy, mean, invStd, gamma, sumG / count, sumGN / count, dx);
    }

    // The same by blocks of the row, which threads share.
    private static void BackwardLongRow<T>(
        int features, T* x, T* dy, T mean, T invStd, T* gamma, T* dx, T* dGamma, T* dBeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (double sumG, double sumGN) = RowBlocks.Fold(
            features,
            (at, count) =>
            {
                (T g, T gn) = GradientSums(
                    count, x + at, dy + at, mean, invStd, From(gamma, at), From(dGamma, at), From(dBeta, at));
                return (G: double.CreateTruncating(g), GN: double.CreateTruncating(gn));
            },
            (earlier, later) => (earlier.G + later.G, earlier.GN + later.GN));
        T meanG = T.CreateTruncating(sumG / features);
        T meanGN = T.CreateTruncating(sumGN / features);
        RowBlocks.For(features, (at, count) =>
            InputGradients(count, x + at, dy + at, mean, invStd, From(gamma, at), meanG, meanGN, dx + at));
    }

    private static void InputGradients<T>(
        int features, T* x, T* dy, T mean, T invStd, T* gamma, T meanG, T meanGN, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
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

    // One pass for the row's two sums and its share of the parameters' gradients.
    private static (T SumG, T SumGN) GradientSums<T>(
        int features, T* x, T* dy, T mean, T invStd, T* gamma, T* dGamma, T* dBeta)
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
                (Vector.Load(dBeta + i) + g).Store(dBeta + i);
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
                dBeta[i] += dy[i];
            }

            total += g;
            totalN += g * n;
        }

        return (total, totalN);
    }
}
