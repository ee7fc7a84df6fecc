using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Cross-entropy of logits [rows, classes] with class indices, softmax included; nothing as large as the logits is kept
/// for backward, only each row's log-sum-exp.
/// </summary>
/// <remarks>
/// A row's loss is <c>(1 - s) w[t] (lse - x[t]) + s / classes * sum w[c] (lse - x[c])</c> with the label smoothing s;
/// rows whose target is the ignored index have none. Weights are ones when the span is empty.
/// </remarks>
internal static unsafe class CrossEntropy
{
    /// <summary>Writes the loss and the log-sum-exp of every row.</summary>
    public static void Forward<T>(
        int rows,
        int classes,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<long> target,
        ReadOnlySpan<T> weight,
        long ignoreIndex,
        double labelSmoothing,
        Span<T> losses,
        Span<T> logSumExp)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = logits, pw = weight, pl = losses, ps = logSumExp)
        fixed (long* pt = target)
        {
            ForwardRows(rows, classes, px, pt, pw, ignoreIndex, labelSmoothing, pl, ps);
        }
    }

    /// <summary>
    /// Writes the gradient of the logits; <paramref name="dLoss"/> has the gradient of each row's loss, or one for all.
    /// </summary>
    public static void Backward<T>(
        int rows,
        int classes,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<long> target,
        ReadOnlySpan<T> weight,
        long ignoreIndex,
        double labelSmoothing,
        ReadOnlySpan<T> logSumExp,
        ReadOnlySpan<T> dLoss,
        Span<T> dLogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = logits, pw = weight, ps = logSumExp, pg = dLoss, pd = dLogits)
        fixed (long* pt = target)
        {
            int gradientStep = dLoss.Length == 1 ? 0 : 1;
            BackwardRows(rows, classes, px, pt, pw, ignoreIndex, labelSmoothing, ps, pg, gradientStep, pd);
        }
    }

    /// <summary>The sum of the weights of all targets that are not ignored, by which a mean loss is divided.</summary>
    public static double TotalWeight<T>(ReadOnlySpan<long> target, ReadOnlySpan<T> weight, long ignoreIndex)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = 0;
        foreach (long t in target)
        {
            total += t == ignoreIndex ? 0 : weight.IsEmpty ? 1 : double.CreateTruncating(weight[(int)t]);
        }

        return total;
    }

    private static void ForwardRows<T>(
        int rows, int classes, T* x, long* target, T* weight, long ignore, double smoothing, T* losses, T* logSumExp)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows, 4L * classes, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* logits = x + (nint)row * classes;
                T largest = SoftmaxRow.Largest(classes, logits);
                double log = double.CreateTruncating(largest) + Math.Log(SoftmaxRow.SumExp(classes, logits, largest));
                logSumExp[row] = T.CreateTruncating(log);
                losses[row] = target[row] == ignore
                    ? T.Zero
                    : T.CreateTruncating(RowLoss(classes, logits, (int)target[row], weight, smoothing, log));
            }
        });

    private static double RowLoss<T>(int classes, T* x, int target, T* weight, double smoothing, double log)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double loss = (1 - smoothing) * Weight(weight, target) * (log - double.CreateTruncating(x[target]));
        if (smoothing != 0)
        {
            loss += smoothing / classes * RowSums.Shortfalls(classes, x, weight, log);
        }

        return loss;
    }

    private static void BackwardRows<T>(
        int rows,
        int classes,
        T* x,
        long* target,
        T* weight,
        long ignore,
        double smoothing,
        T* logSumExp,
        T* dLoss,
        int gradientStep,
        T* dLogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double totalWeight = 0;
        for (int c = 0; c < classes; c++)
        {
            totalWeight += Weight(weight, c);
        }

        Workers.For(rows, 4L * classes, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* d = dLogits + (nint)row * classes;
                if (target[row] == ignore)
                {
                    new Span<T>(d, classes).Clear();
                    continue;
                }

                int t = (int)target[row];
                double gradient = double.CreateTruncating(dLoss[(nint)row * gradientStep]);
                double own = (1 - smoothing) * Weight(weight, t);
                double all = own + smoothing / classes * totalWeight;
                SoftmaxGradient.Run(
                    classes, x + (nint)row * classes, double.CreateTruncating(logSumExp[row]), gradient * all,
                    new Weights<T>(smoothing == 0 ? null : weight), gradient * smoothing / classes, d);
                d[t] -= T.CreateTruncating(gradient * own);
            }
        });
    }

    private static double Weight<T>(T* weight, int c)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        weight == null ? 1 : double.CreateTruncating(weight[c]);

    // what label smoothing holds all classes to
    private readonly struct Weights<T>(T* weight) : ITargets
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(int i)
            where TLanes : unmanaged, ILanes<TLanes> => weight == null ? TLanes.One : TLanes.Load(weight + i);
    }
}
