using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Negative log-likelihood of class indices under log-probabilities [rows, classes]: a row's loss is
/// <c>-w[t] x[t]</c>, none when its target is the ignored index; an empty weight is ones.
/// </summary>
internal static unsafe class NllLoss
{
    // A row's log-probability lies in a cache line of its own.
    private const int RowCost = CacheLine.Size / sizeof(float);

    /// <summary>Writes the loss of every row.</summary>
    public static void Forward<T>(
        int rows,
        int classes,
        ReadOnlySpan<T> x,
        ReadOnlySpan<long> target,
        ReadOnlySpan<T> weight,
        long ignoreIndex,
        Span<T> losses)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, pw = weight, pl = losses)
        fixed (long* pt = target)
        {
            ForwardRows(rows, classes, px, pt, pw, ignoreIndex, pl);
        }
    }

    /// <summary>
    /// Writes the gradient of the log-probabilities; <paramref name="dLoss"/> has the gradient of each row's loss, or
    /// one for all.
    /// </summary>
    public static void Backward<T>(
        int rows,
        int classes,
        ReadOnlySpan<long> target,
        ReadOnlySpan<T> weight,
        long ignoreIndex,
        ReadOnlySpan<T> dLoss,
        Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* pw = weight, pg = dLoss, pd = dx)
        fixed (long* pt = target)
        {
            BackwardRows(rows, classes, pt, pw, ignoreIndex, pg, dLoss.Length == 1 ? 0 : 1, pd);
        }
    }

    private static void ForwardRows<T>(int rows, int classes, T* x, long* target, T* weight, long ignore, T* losses)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows, RowCost, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                long t = target[row];
                losses[row] = t == ignore ? T.Zero : -x[((nint)row * classes) + (nint)t] * Weight(weight, t);
            }
        });

    // Elements are shared out, not rows: a few rows of many classes are work for all threads too, and a long stretch is
    // cleared past the caches, without first being read.
    private static void BackwardRows<T>(
        int rows, int classes, long* target, T* weight, long ignore, T* dLoss, int gradientStep, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows * classes, 1, (from, to) =>
        {
            new Span<T>(dx + from, to - from).Clear();
            for (int row = from / classes; (long)row * classes < to; row++)
            {
                long t = target[row], at = ((long)row * classes) + t;
                if (t != ignore && at >= from && at < to)
                {
                    dx[at] = -dLoss[(nint)row * gradientStep] * Weight(weight, t);
                }
            }
        });

    private static T Weight<T>(T* weight, long target)
        where T : unmanaged, IFloatingPointIeee754<T> => weight == null ? T.One : weight[target];
}
