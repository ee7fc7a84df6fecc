using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The logarithm of the sum of exponentials, safe from overflow.</summary>
internal readonly unsafe struct LogSumExpReducer<T> : IReducer<T, T>, IAccumulator<T, ExponentialSum, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static bool IsOrdered => false;

    // Exponentials are for the arithmetic, not for memory, and a column's largest element is found once for all rows of a tile.
    public static int TileElements => ColumnExponentials<T>.Rows * 1024;

    public ExponentialSum Empty => new(double.NegativeInfinity, 0);

    public static void Start(ExponentialSum* acc, int columns, ExponentialSum empty) =>
        ColumnExponentials<T>.Start(acc, columns);

    public static void Arrange(ExponentialSum* acc, int columns) => ColumnExponentials<T>.Arrange(acc, columns);

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, ExponentialSum, T, LogSumExpReducer<T>>(in plan, x, y, this);

    public ExponentialSum Run(ReadOnlySpan<T> x, int position)
    {
        T largest = default(FoldAccumulator<T, MaxFold<T>>).Run(x, 0);
        fixed (T* from = x)
        {
            double sum = T.IsFinite(largest) ? SoftmaxRow.SumExp(x.Length, from, largest) : 1;
            return new(double.CreateTruncating(largest), sum);
        }
    }

    public void AddRows(ExponentialSum* acc, int columns, T* x, nint rowStride, int rows, int position) =>
        ColumnExponentials<T>.AddRows(acc, columns, x, rowStride, rows);

    public ExponentialSum Combine(ExponentialSum earlier, ExponentialSum later)
    {
        ExponentialSum low = earlier.Largest < later.Largest ? earlier : later;
        ExponentialSum high = earlier.Largest < later.Largest ? later : earlier;
        if (double.IsFinite(high.Largest) && double.IsFinite(low.Largest))
        {
            return new(high.Largest, high.Sum + (low.Sum * Math.Exp(low.Largest - high.Largest)));
        }

        return double.IsNaN(low.Largest) ? low : high;
    }

    public T Finish(ExponentialSum acc, int count) => T.CreateTruncating(acc.Largest + Math.Log(acc.Sum));
}
