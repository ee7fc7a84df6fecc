using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Softmax on one row that is long enough to be shared by threads.</summary>
internal static unsafe class SoftmaxLongRow
{
    /// <summary>Writes <c>exp(x - max) / sum exp(x - max)</c>.</summary>
    public static void Forward<T>(int n, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = Largest(n, x);
        double sum = RowBlocks.Sum(n, (at, count) => SoftmaxRow.Exp(count, x + at, largest, T.One, y + at));
        T factor = T.CreateTruncating(1 / sum);
        RowBlocks.For(n, (at, count) => SoftmaxRow.Scale(count, y + at, factor, y + at, streams: false));
    }

    /// <summary>Writes <c>x - max - log sum exp(x - max)</c>.</summary>
    public static void LogForward<T>(int n, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = Largest(n, x);
        double sum = RowBlocks.Sum(n, (at, count) => SoftmaxRow.SumExp(count, x + at, largest));
        T log = T.CreateTruncating(Math.Log(sum));
        RowBlocks.For(n, (at, count) => SoftmaxRow.Subtract(count, x + at, largest, log, y + at));
    }

    /// <summary>Writes <c>y (dy - sum dy y)</c>.</summary>
    public static void Backward<T>(int n, T* y, T* dy, T* dx, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.CreateTruncating(RowBlocks.Sum(n, (at, count) => RowSums.Dot(count, y + at, dy + at)));
        RowBlocks.For(n, (at, count) => SoftmaxRow.Weigh(count, y + at, dy + at, sum, dx + at, streams));
    }

    /// <summary>Writes <c>dy - exp(y) sum dy</c>.</summary>
    public static void LogBackward<T>(int n, T* y, T* dy, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = RowBlocks.Sum(n, (at, count) => RowSums.Sum(count, dy + at));
        RowBlocks.For(n, (at, count) => SoftmaxRow.LogGradient(count, y + at, dy + at, sum, dx + at));
    }

    private static T Largest<T>(int n, T* x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        RowBlocks.Fold(n, (at, count) => SoftmaxRow.Largest(count, x + at), T.Max);
}
