using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Softmax and its logarithm along the rows of a contiguous [rows, n] matrix.</summary>
internal static unsafe class Softmax
{
    /// <summary><c>y = exp(x - max) / sum exp(x - max)</c> along each row.</summary>
    public static void Forward<T>(int rows, int n, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        {
            T* from = px;
            T* to = py;
            ForRows(rows, n, row => Normalise(n, from + (nint)row * n, to + (nint)row * n));
        }
    }

    /// <summary><c>y = x - max - log sum exp(x - max)</c> along each row.</summary>
    public static void LogForward<T>(int rows, int n, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        {
            T* from = px;
            T* to = py;
            ForRows(rows, n, row =>
            {
                T* source = from + (nint)row * n;
                T largest = SoftmaxRow.Largest(n, source);
                T log = T.CreateTruncating(Math.Log(SoftmaxRow.SumExp(n, source, largest)));
                SoftmaxRow.Subtract(n, source, largest, log, to + (nint)row * n);
            });
        }
    }

    /// <summary>The gradient of softmax from its result: <c>dx = y (dy - sum dy y)</c> along each row.</summary>
    public static void Backward<T>(int rows, int n, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* py = y, pd = dy, px = dx)
        {
            T* result = py;
            T* gradient = pd;
            T* to = px;
            ForRows(rows, n, row =>
            {
                nint at = (nint)row * n;
                T sum = T.CreateTruncating(RowSums.Dot(n, result + at, gradient + at));
                SoftmaxRow.Weigh(n, result + at, gradient + at, sum, to + at);
            });
        }
    }

    /// <summary>The gradient of log-softmax from its result: <c>dx = dy - exp(y) sum dy</c> along each row.</summary>
    public static void LogBackward<T>(int rows, int n, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* py = y, pd = dy, px = dx)
        {
            T* result = py;
            T* gradient = pd;
            T* to = px;
            ForRows(rows, n, row =>
            {
                nint at = (nint)row * n;
                SoftmaxRow.LogGradient(n, result + at, gradient + at, to + at);
            });
        }
    }

    private static void ForRows(int rows, int n, Action<int> row) =>
        Workers.For(rows, 4L * n, (from, to) =>
        {
            for (int r = from; r < to; r++)
            {
                row(r);
            }
        });

    private static void Normalise<T>(int n, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = SoftmaxRow.Largest(n, x);
        double sum = SoftmaxRow.Exp(n, x, largest, T.One, y);
        SoftmaxRow.Scale(n, T.CreateTruncating(1 / sum), y);
    }
}
