using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Softmax and its logarithm along the rows of a contiguous [rows, n] matrix.</summary>
internal static unsafe class Softmax
{
    // Elements of a row that are kept on the stack.
    private const int LongestKept = 4096;

    /// <summary><c>y = exp(x - max) / sum exp(x - max)</c> along each row.</summary>
    public static void Forward<T>(int rows, int n, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        {
            T* from = px;
            T* to = py;
            bool streams = n <= LongestKept && from != to && Streaming.Pays((long)rows * n * sizeof(T));
            ForRows(rows, n, row => Normalise(n, from + (nint)row * n, to + (nint)row * n, streams));
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
                if (n > RowBlocks.Size)
                {
                    SoftmaxLongRow.LogForward(n, source, to + (nint)row * n);
                    return;
                }

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
            bool streams = to != result && to != gradient && Streaming.Pays((long)rows * n * sizeof(T));
            ForRows(rows, n, row =>
            {
                nint at = (nint)row * n;
                if (n > RowBlocks.Size)
                {
                    SoftmaxLongRow.Backward(n, result + at, gradient + at, to + at, streams);
                    return;
                }

                T sum = T.CreateTruncating(RowSums.Dot(n, result + at, gradient + at));
                Prefetch.NextRow(result + at, n);
                Prefetch.NextRow(gradient + at, n);
                SoftmaxRow.Weigh(n, result + at, gradient + at, sum, to + at, streams);
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
                if (n > RowBlocks.Size)
                {
                    SoftmaxLongRow.LogBackward(n, result + at, gradient + at, to + at);
                    return;
                }

                SoftmaxRow.LogGradient(n, result + at, gradient + at, RowSums.Sum(n, gradient + at), to + at);
            });
        }
    }

    private static void ForRows(int rows, int n, Action<int> row) =>
        Workers.ForDivisible(rows, 4L * n, (from, to) =>
        {
            for (int r = from; r < to; r++)
            {
                row(r);
            }

            Streaming.Fence();
        });

    // A result that goes past the caches is written once; until then a row's powers are kept on the stack.
    [SkipLocalsInit]
    private static void Normalise<T>(int n, T* x, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (n > RowBlocks.Size)
        {
            SoftmaxLongRow.Forward(n, x, y);
            return;
        }

        T* kept = stackalloc T[streams ? n : 0];
        T* powers = streams ? kept : y;
        T largest = SoftmaxRow.Largest(n, x);
        Prefetch.NextRow(x, n);
        double sum = SoftmaxRow.Exp(n, x, largest, T.One, powers);
        SoftmaxRow.Scale(n, powers, T.CreateTruncating(1 / sum), y, streams);
    }
}
