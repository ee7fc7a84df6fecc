using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The variance, or its square root, with the given correction of the count (1: unbiased).</summary>
internal readonly unsafe struct VarianceReducer<T>(double correction, bool root = false)
    : IReducer<T, T>, IAccumulator<T, Moments, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static bool IsOrdered => false;

    public Moments Empty => default;

    // Sums and squares are stored and read again between tiles.
    public static int TileElements => 8 * 1024;

    public static void Arrange(Moments* acc, int columns) => MomentSums.Arrange(acc, columns);

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, Moments, T, VarianceReducer<T>>(in plan, x, y, this);

    public Moments Run(ReadOnlySpan<T> x, int position)
    {
        fixed (T* from = x)
        {
            return MomentSums.Run(x.Length, from);
        }
    }

    public void AddRows(Moments* acc, int columns, T* x, nint rowStride, int rows, int position) =>
        MomentSums.AddRows(acc, columns, x, rowStride, rows);

    public Moments Combine(Moments earlier, Moments later)
    {
        if (earlier.Count == 0)
        {
            return later;
        }

        // The later deviations as deviations from the earlier pivot.
        double shift = later.Pivot - earlier.Pivot;
        earlier.Squares += later.Squares + shift * (2 * later.Sum + later.Count * shift);
        earlier.Sum += later.Sum + later.Count * shift;
        earlier.Count += later.Count;
        return earlier;
    }

    public T Finish(Moments acc, int count)
    {
        // No elements and a correction as large as the count both give NaN or infinity, as in PyTorch.
        double squares = Math.Max(0, acc.Squares - acc.Sum * acc.Sum / acc.Count);
        double variance = squares / Math.Max(0, acc.Count - correction);
        return T.CreateTruncating(root ? Math.Sqrt(variance) : variance);
    }
}
