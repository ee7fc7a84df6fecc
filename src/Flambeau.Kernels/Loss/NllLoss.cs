using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Negative log-likelihood of class indices under log-probabilities [rows, classes]: a row's loss is
/// <c>-w[t] x[t]</c>, none when its target is the ignored index; an empty weight is ones.
/// </summary>
internal static class NllLoss
{
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
        for (int row = 0; row < rows; row++)
        {
            int t = (int)target[row];
            losses[row] = target[row] == ignoreIndex
                ? T.Zero
                : -x[row * classes + t] * (weight.IsEmpty ? T.One : weight[t]);
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
        dx[..(rows * classes)].Clear();
        for (int row = 0; row < rows; row++)
        {
            if (target[row] != ignoreIndex)
            {
                int t = (int)target[row];
                T gradient = dLoss[dLoss.Length == 1 ? 0 : row];
                dx[row * classes + t] = -gradient * (weight.IsEmpty ? T.One : weight[t]);
            }
        }
    }
}
