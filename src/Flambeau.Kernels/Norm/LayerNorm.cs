using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Layer normalisation (Ba, Kiros and Hinton, 2016) of the rows of a contiguous matrix.</summary>
internal static unsafe partial class LayerNorm
{
    /// <summary>
    /// <c>y = (x - mean) invStd gamma + beta</c> with each row's own mean and biased variance, which are kept for
    /// backward; an empty gamma is ones, an empty beta zeros.
    /// </summary>
    public static void Forward<T>(
        int rows,
        int features,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> beta,
        double eps,
        Span<T> y,
        Span<T> mean,
        Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, pg = gamma, pb = beta, py = y, pm = mean, pi = invStd)
        {
            ForwardRows(rows, features, px, pg, pb, eps, py, pm, pi);
        }
    }

    private static void ForwardRows<T>(
        int rows, int features, T* x, T* gamma, T* beta, double eps, T* y, T* mean, T* invStd)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows, 2L * features, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* source = x + (nint)row * features;
                T m = Mean(source, features);
                double variance = double.CreateTruncating(SquaredDeviations(source, features, m)) / features;
                T inv = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
                Normalise(source, features, m, inv, gamma, beta, y + (nint)row * features);
                (mean[row], invStd[row]) = (m, inv);
            }
        });

    private static T Mean<T>(T* x, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = typeof(T) == typeof(float)
            ? default(WideFoldAccumulator<SumFold<double>>).Run(new ReadOnlySpan<float>(x, count), 0)
            : default(FoldAccumulator<double, SumFold<double>>).Run(new ReadOnlySpan<double>(x, count), 0);
        return T.CreateTruncating(sum / count);
    }

    private static T SquaredDeviations<T>(T* x, int count, T mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        var centre = new Vector<T>(mean);
        Vector<T> a = Vector<T>.Zero;
        Vector<T> b = Vector<T>.Zero;
        int i = 0;
        for (; i <= count - 2 * width; i += 2 * width)
        {
            Vector<T> first = Vector.Load(x + i) - centre;
            Vector<T> second = Vector.Load(x + i + width) - centre;
            a += first * first;
            b += second * second;
        }

        T sum = Vector.Sum(a + b);
        for (; i < count; i++)
        {
            sum += (x[i] - mean) * (x[i] - mean);
        }

        return sum;
    }

    private static void Normalise<T>(T* x, int count, T mean, T invStd, T* gamma, T* beta, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> v = (Vector.Load(x + i) - new Vector<T>(mean)) * invStd;
            v = gamma == null ? v : v * Vector.Load(gamma + i);
            v = beta == null ? v : v + Vector.Load(beta + i);
            v.Store(y + i);
        }

        for (; i < count; i++)
        {
            T v = (x[i] - mean) * invStd;
            v = gamma == null ? v : v * gamma[i];
            y[i] = beta == null ? v : v + beta[i];
        }
    }
}
