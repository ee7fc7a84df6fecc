using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Batch normalisation (Ioffe and Szegedy, 2015) of a contiguous [rows, channels] matrix.</summary>
internal static unsafe partial class BatchNorm
{
    private const int RowElements = 4096;

    /// <summary>The mean and the biased variance of every channel, in one pass in double precision.</summary>
    /// <remarks>
    /// The mean stays in it: in a gradient of gamma its rounding is multiplied by the sum of dy, which may be thousands of times the gradient.
    /// </remarks>
    public static void Statistics<T>(int rows, int channels, ReadOnlySpan<T> x, Span<double> mean, Span<T> variance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] sums = ArrayPool<double>.Shared.Rent(2 * channels);
        Span<double> squares = sums.AsSpan(channels, channels);
        ColumnPairSums.Run(rows, channels, x, x, default, sums.AsSpan(0, channels), squares);
        for (int c = 0; c < channels; c++)
        {
            mean[c] = sums[c] / rows;
            variance[c] = T.CreateTruncating(Math.Max(0, squares[c] / rows - mean[c] * mean[c]));
        }

        ArrayPool<double>.Shared.Return(sums);
    }

    /// <summary>
    /// Moves the running statistics towards a batch's: <c>running = (1 - momentum) running + momentum batch</c>, the
    /// variance made unbiased.
    /// </summary>
    public static void UpdateRunning<T>(
        int rows,
        double momentum,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<T> variance,
        Span<T> runningMean,
        Span<T> runningVariance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T keep = T.CreateTruncating(1 - momentum);
        T take = T.CreateTruncating(momentum);
        T unbiased = T.CreateTruncating((double)rows / (rows - 1));
        for (int c = 0; c < mean.Length; c++)
        {
            runningMean[c] = keep * runningMean[c] + take * T.CreateTruncating(mean[c]);
            runningVariance[c] = keep * runningVariance[c] + take * (variance[c] * unbiased);
        }
    }

    /// <summary>The inverse standard deviation: <c>1 / sqrt(variance + eps)</c>.</summary>
    public static void InverseDeviation<T>(ReadOnlySpan<T> variance, double eps, Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < variance.Length; c++)
        {
            invStd[c] = T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(variance[c]) + eps));
        }
    }

    /// <summary>
    /// The factor and the summand of every channel: <c>scale = gamma invStd</c>, <c>shift = beta - mean scale</c>; an
    /// empty gamma is ones, an empty beta zeros. The shift may be written over the mean.
    /// </summary>
    public static void ScaleAndShift<T>(
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> invStd,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> beta,
        Span<T> scale,
        Span<T> shift)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gamma.IsEmpty)
        {
            invStd.CopyTo(scale);
        }
        else
        {
            TensorPrimitives.Multiply(gamma, invStd, scale);
        }

        TensorPrimitives.Multiply(mean, scale, shift);
        if (beta.IsEmpty)
        {
            TensorPrimitives.Subtract(T.Zero, shift, shift);
        }
        else
        {
            TensorPrimitives.Subtract(beta, shift, shift);
        }
    }

    /// <summary>
    /// <c>y = x scale + shift</c>, plus <paramref name="residual"/> when there is one, then the activation: a
    /// normalisation and what follows it in a residual block, in one pass.
    /// </summary>
    /// <remarks>The rows may be part of a larger result, of <paramref name="allRows"/>, which goes past the caches or not.</remarks>
    public static void Apply<T>(
        int rows,
        int channels,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> scale,
        ReadOnlySpan<T> shift,
        ReadOnlySpan<T> residual,
        Activation activation,
        Span<T> y,
        long allRows = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, ps = scale, pt = shift, pr = residual, py = y)
        {
            bool streams = py != px && py != pr && Streaming.PaysForRows(py, Math.Max(rows, allRows), channels);
            ApplyRows(rows, channels, px, ps, pt, pr, activation, py, streams);
        }
    }

    private static void ApplyRows<T>(
        int rows, int channels, T* x, T* scale, T* shift, T* residual, Activation activation, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int group = Math.Max(1, RowElements / Math.Max(1, channels));
        Workers.For((rows + group - 1) / group, (long)group * channels, (from, to) =>
            ApplyRange(from * group, Math.Min(to * group, rows), channels, x, scale, shift, residual, activation, y, streams));
    }

    private static void ApplyRange<T>(
        int from, int to, int channels, T* x, T* scale, T* shift, T* residual, Activation activation, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = from; row < to; row++)
        {
            nint at = (nint)row * channels;
            T* r = residual == null ? null : residual + at;
            ApplyRow(channels, x + at, scale, shift, r, activation, y + at, streams);
        }

        if (streams)
        {
            Streaming.Fence();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ApplyRow<T>(
        int channels, T* x, T* scale, T* shift, T* residual, Activation activation, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool relu = activation != Activation.None, ceiling = activation == Activation.ReLU6;
        T six = T.CreateTruncating(6);
        int j = 0;
        for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> v = Vector.Load(x + j) * Vector.Load(scale + j) + Vector.Load(shift + j);
            v = residual == null ? v : v + Vector.Load(residual + j);
            v = relu ? Vector.Max(v, Vector<T>.Zero) : v;
            v = ceiling ? Vector.Min(v, Vector.Create(six)) : v;
            Streaming.Store(v, y + j, streams);
        }

        for (; j < channels; j++)
        {
            T v = x[j] * scale[j] + shift[j];
            v = residual == null ? v : v + residual[j];
            v = relu ? T.Max(v, T.Zero) : v;
            y[j] = ceiling ? T.Min(v, six) : v;
        }
    }
}
