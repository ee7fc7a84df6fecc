using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Average pooling over channels-last images [n, h, w, c]; the windows are given along each axis.</summary>
internal static unsafe class AvgPool
{
    /// <summary>Writes the mean of every window, or its sum divided by <paramref name="divisor"/>.</summary>
    public static void Forward<T>(
        int n, int channels, PoolAxis rows, PoolAxis columns, int? divisor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        {
            ForwardRows(n, channels, rows, columns, divisor, px, py);
        }
    }

    /// <summary>Writes the gradient of the input.</summary>
    public static void Backward<T>(
        int n, int channels, PoolAxis rows, PoolAxis columns, int? divisor, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* pd = dy, px = dx)
        {
            BackwardRows(n, channels, rows, columns, divisor, pd, px);
        }
    }

    private static T Weight<T>(PoolAxis rows, PoolAxis columns, int oh, int ow, int? divisor)
        where T : IFloatingPointIeee754<T> =>
        T.One / T.CreateTruncating(divisor ?? rows.Divisor[oh] * columns.Divisor[ow]);

    private static void ForwardRows<T>(
        int n, int channels, PoolAxis rows, PoolAxis columns, int? divisor, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long inputs = (long)rows.Input * columns.Input * channels;
        Workers.For(n * rows.Output, inputs / Math.Max(1, rows.Output), (from, to) =>
        {
            for (int item = from; item < to; item++)
            {
                (int image, int oh) = Math.DivRem(item, rows.Output);
                for (int ow = 0; ow < columns.Output; ow++)
                {
                    T* source = x + (nint)image * rows.Input * columns.Input * channels;
                    T* target = y + ((nint)item * columns.Output + ow) * channels;
                    Sum(channels, rows, columns, oh, ow, Weight<T>(rows, columns, oh, ow, divisor), source, target);
                }
            }
        });
    }

    private static void Sum<T>(int channels, PoolAxis rows, PoolAxis columns, int oh, int ow, T weight, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int j = 0;
        for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> sum = Vector<T>.Zero;
            for (int h = rows.Start[oh]; h < rows.End[oh]; h++)
            {
                // Lines apart: one chain over 112 x 112 pixels erred by 6e-6.
                Vector<T> line = Vector<T>.Zero;
                T* pixel = x + ((nint)h * columns.Input + columns.Start[ow]) * channels + j;
                for (int w = columns.Start[ow]; w < columns.End[ow]; w++, pixel += channels)
                {
                    line += Vector.Load(pixel);
                }

                sum += line;
            }

            (sum * weight).Store(y + j);
        }

        for (; j < channels; j++)
        {
            T sum = T.Zero;
            for (int h = rows.Start[oh]; h < rows.End[oh]; h++)
            {
                T line = T.Zero;
                T* pixel = x + ((nint)h * columns.Input + columns.Start[ow]) * channels + j;
                for (int w = columns.Start[ow]; w < columns.End[ow]; w++, pixel += channels)
                {
                    line += *pixel;
                }

                sum += line;
            }

            y[j] = sum * weight;
        }
    }

    // Each input pixel collects from the windows it lies in.
    private static void BackwardRows<T>(
        int n, int channels, PoolAxis rows, PoolAxis columns, int? divisor, T* dy, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(n * rows.Input, 2L * columns.Input * channels, (from, to) =>
        {
            for (int item = from; item < to; item++)
            {
                (int image, int h) = Math.DivRem(item, rows.Input);
                T* source = dy + (nint)image * rows.Output * columns.Output * channels;
                for (int w = 0; w < columns.Input; w++)
                {
                    var target = new Span<T>(dx + ((nint)item * columns.Input + w) * channels, channels);
                    target.Clear();
                    for (int oh = rows.FirstWindow[h]; oh <= rows.LastWindow[h]; oh++)
                    {
                        for (int ow = columns.FirstWindow[w]; ow <= columns.LastWindow[w]; ow++)
                        {
                            T* window = source + ((nint)oh * columns.Output + ow) * channels;
                            AddScaled(channels, Weight<T>(rows, columns, oh, ow, divisor), window, target);
                        }
                    }
                }
            }
        });

    private static void AddScaled<T>(int channels, T weight, T* x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* to = y)
        {
            int j = 0;
            for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
            {
                (Vector.Load(to + j) + Vector.Load(x + j) * weight).Store(to + j);
            }

            for (; j < channels; j++)
            {
                to[j] += x[j] * weight;
            }
        }
    }
}
