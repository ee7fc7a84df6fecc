using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Cross-entropy of logits [rows, classes] with a probability of each class, softmax included; only each row's log-sum-exp
/// and sum of targets are kept for backward.
/// </summary>
/// <remarks>
/// A row's loss is <c>sum t[c] (lse - x[c])</c> with the targets <c>t[c] = w[c] ((1 - s) p[c] + s / classes)</c> and the
/// label smoothing s. Weights are ones when the span is empty.
/// </remarks>
internal static unsafe class ProbabilityCrossEntropy
{
    /// <summary>Writes the loss, the log-sum-exp and the sum of targets of every row.</summary>
    public static void Forward<T>(
        int rows,
        int classes,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<T> weight,
        double labelSmoothing,
        Span<T> losses,
        Span<T> logSumExp,
        Span<T> totals)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = logits, pp = probabilities, pw = weight, pl = losses, ps = logSumExp, pt = totals)
        {
            var targets = new Targets<T>(classes, pp, pw, labelSmoothing);
            ForwardRows(rows, classes, px, targets, pl, ps, pt);
        }
    }

    /// <summary>Writes the gradient of the logits; <paramref name="dLoss"/> has the gradient of each row's loss.</summary>
    public static void Backward<T>(
        int rows,
        int classes,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<T> weight,
        double labelSmoothing,
        ReadOnlySpan<T> logSumExp,
        ReadOnlySpan<T> totals,
        ReadOnlySpan<T> dLoss,
        Span<T> dLogits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = logits, pp = probabilities, pw = weight, ps = logSumExp, pt = totals, pg = dLoss, pd = dLogits)
        {
            var targets = new Targets<T>(classes, pp, pw, labelSmoothing);
            BackwardRows(rows, classes, px, targets, ps, pt, pg, pd);
        }
    }

    private static void ForwardRows<T>(int rows, int classes, T* x, Targets<T> targets, T* losses, T* logSumExp, T* totals)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows, 5L * classes, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* logits = x + (nint)row * classes;
                T largest = SoftmaxRow.Largest(classes, logits);
                double log = double.CreateTruncating(largest) + Math.Log(SoftmaxRow.SumExp(classes, logits, largest));
                var body = new LossBody<T> { X = logits, Targets = targets.OfRow(row), LogSumExp = log };
                Channels.For<double, LossBody<T>>(0, classes, ref body);
                losses[row] = T.CreateTruncating(body.Loss);
                logSumExp[row] = T.CreateTruncating(log);
                totals[row] = T.CreateTruncating(body.Total);
            }
        });

    private static void BackwardRows<T>(
        int rows, int classes, T* x, Targets<T> targets, T* logSumExp, T* totals, T* dLoss, T* dLogits)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(rows, 5L * classes, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                double gradient = double.CreateTruncating(dLoss[row]);
                SoftmaxGradient.Run(
                    classes, x + (nint)row * classes, double.CreateTruncating(logSumExp[row]),
                    gradient * double.CreateTruncating(totals[row]), targets.OfRow(row), gradient, dLogits + (nint)row * classes);
            }
        });

    // What the logits are held to, smoothed and weighted.
    private readonly struct Targets<T>(int classes, T* probabilities, T* weight, double smoothing) : ITargets
        where T : unmanaged
    {
        public Targets<T> OfRow(int row) => new(classes, probabilities + (nint)row * classes, weight, smoothing);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(int i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes smoothed = TLanes.MultiplyAdd(
                RowSums.Read<T, TLanes>(probabilities + i), TLanes.Create(1 - smoothing), TLanes.Create(smoothing / classes));
            return weight == null ? smoothed : smoothed * RowSums.Read<T, TLanes>(weight + i);
        }
    }

    private ref struct LossBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public Targets<T> Targets;
        public double LogSumExp;
        public double Loss;
        public double Total;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            Targets<T> targets = Targets;
            TLanes level = TLanes.Create(LogSumExp);
            TLanes loss = TLanes.Zero;
            TLanes total = TLanes.Zero;
            for (int i = from; i < to; i += TLanes.Count)
            {
                TLanes share = targets.At<TLanes>(i);
                loss = TLanes.MultiplyAdd(share, level - RowSums.Read<T, TLanes>(x + i), loss);
                total += share;
            }

            Loss += RowSums.Across(loss);
            Total += RowSums.Across(total);
        }
    }
}
