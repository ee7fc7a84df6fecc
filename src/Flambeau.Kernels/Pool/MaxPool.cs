using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Max pooling over channels-last images [n, h, w, c].</summary>
internal static unsafe class MaxPool
{
    /// <summary>
    /// Writes every window's largest element and, unless <paramref name="indices"/> is empty, where it lies in its
    /// image, <c>h * W + w</c>; the first of equals, and any NaN wins.
    /// </summary>
    public static void Forward<T>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y, Span<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        fixed (int* pi = indices)
        {
            ForwardRows(g, px, py, pi);
        }
    }

    /// <summary>Writes the gradient of the input: each window's gradient goes to the element that won.</summary>
    public static void Backward<T>(in Pool2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<int> indices, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* pd = dy, px = dx)
        fixed (int* pi = indices)
        {
            BackwardRows(g, pd, pi, px);
        }
    }

    private static void ForwardRows<T>(Pool2dGeometry g, T* x, T* y, int* indices)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(g.N * g.OutH, (long)g.OutW * g.C * g.KH * g.KW, (from, to) =>
        {
            int outW = g.OutW;
            var window = new int[g.KH * g.KW];
            for (int item = from; item < to; item++)
            {
                (int n, int oh) = Math.DivRem(item, g.OutH);
                for (int ow = 0; ow < outW; ow++)
                {
                    ReadOnlySpan<int> pixels = Window(in g, oh, ow, window);
                    nint at = ((nint)item * outW + ow) * g.C;
                    T* image = x + (nint)n * g.H * g.W * g.C;
                    Largest(pixels, g.C, image, y + at, indices == null ? null : indices + at);
                }
            }
        });

    // The pixels of a window that lie inside the image, as h * W + w.
    private static ReadOnlySpan<int> Window(in Pool2dGeometry g, int oh, int ow, int[] window)
    {
        int count = 0;
        for (int kh = 0; kh < g.KH; kh++)
        {
            int h = oh * g.StrideH - g.PadH + kh * g.DilationH;
            for (int kw = 0; kw < g.KW; kw++)
            {
                int w = ow * g.StrideW - g.PadW + kw * g.DilationW;
                if ((uint)h < (uint)g.H && (uint)w < (uint)g.W)
                {
                    window[count++] = h * g.W + w;
                }
            }
        }

        return window.AsSpan(0, count);
    }

    private static void Largest<T>(ReadOnlySpan<int> pixels, int channels, T* image, T* y, int* indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int j = 0;
        if (indices == null)
        {
            for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> best = Vector.Load(image + (nint)pixels[0] * channels + j);
                for (int k = 1; k < pixels.Length; k++)
                {
                    best = Vector.Max(best, Vector.Load(image + (nint)pixels[k] * channels + j));
                }

                best.Store(y + j);
            }
        }
        else if (typeof(T) == typeof(float))
        {
            j = LargestAndWhere(pixels, channels, (float*)image, (float*)y, indices);
        }

        for (; j < channels; j++)
        {
            int at = pixels[0];
            T best = image[(nint)at * channels + j];
            for (int k = 1; k < pixels.Length; k++)
            {
                T value = image[(nint)pixels[k] * channels + j];
                if (value > best || T.IsNaN(value))
                {
                    (best, at) = (value, pixels[k]);
                }
            }

            y[j] = best;
            if (indices != null)
            {
                indices[j] = at;
            }
        }
    }

    private static int LargestAndWhere(ReadOnlySpan<int> pixels, int channels, float* image, float* y, int* indices)
    {
        int j = 0;
        for (; j <= channels - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> best = Vector.Load(image + (nint)pixels[0] * channels + j);
            var at = new Vector<int>(pixels[0]);
            for (int k = 1; k < pixels.Length; k++)
            {
                Vector<float> value = Vector.Load(image + (nint)pixels[k] * channels + j);

                // Not "less or equal" is "greater, or NaN"; a NaN already found must stay unless another follows.
                Vector<int> wins = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                best = Vector.ConditionalSelect(wins, value, best);
                at = Vector.ConditionalSelect(wins, new Vector<int>(pixels[k]), at);
            }

            best.Store(y + j);
            at.Store(indices + j);
        }

        return j;
    }

    // Each input pixel collects from the windows it lies in: no two threads write the same element, and the order of a
    // sum is fixed.
    private static void BackwardRows<T>(Pool2dGeometry g, T* dy, int* indices, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Workers.For(g.N * g.H, 2L * g.W * g.C, (from, to) =>
        {
            var windows = new int[g.KH * g.KW];
            for (int item = from; item < to; item++)
            {
                (int n, int h) = Math.DivRem(item, g.H);
                nint plane = (nint)n * g.OutH * g.OutW * g.C;
                for (int w = 0; w < g.W; w++)
                {
                    ReadOnlySpan<int> covering = Covering(in g, h, w, windows);
                    T* target = dx + ((nint)item * g.W + w) * g.C;
                    Collect(covering, g.C, h * g.W + w, dy + plane, indices + plane, target);
                }
            }
        });

    // The windows that a pixel lies in, as oh * OutW + ow.
    private static ReadOnlySpan<int> Covering(in Pool2dGeometry g, int h, int w, int[] windows)
    {
        int count = 0;
        for (int kh = g.KH - 1; kh >= 0; kh--)
        {
            (int oh, int restH) = Math.DivRem(h + g.PadH - kh * g.DilationH, g.StrideH);
            if (restH != 0 || (uint)oh >= (uint)g.OutH)
            {
                continue;
            }

            for (int kw = g.KW - 1; kw >= 0; kw--)
            {
                (int ow, int restW) = Math.DivRem(w + g.PadW - kw * g.DilationW, g.StrideW);
                if (restW == 0 && (uint)ow < (uint)g.OutW)
                {
                    windows[count++] = oh * g.OutW + ow;
                }
            }
        }

        return windows.AsSpan(0, count);
    }

    private static void Collect<T>(ReadOnlySpan<int> windows, int channels, int pixel, T* dy, int* indices, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int j = typeof(T) == typeof(float)
            ? CollectVectors(windows, channels, pixel, (float*)dy, indices, (float*)dx)
            : 0;
        for (; j < channels; j++)
        {
            T sum = T.Zero;
            foreach (int window in windows)
            {
                nint at = (nint)window * channels + j;
                sum += indices[at] == pixel ? dy[at] : T.Zero;
            }

            dx[j] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CollectVectors(
        ReadOnlySpan<int> windows, int channels, int pixel, float* dy, int* indices, float* dx)
    {
        int j = 0;
        for (; j <= channels - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            for (int k = 0; k < windows.Length; k++)
            {
                nint at = (nint)windows[k] * channels + j;
                Vector<int> won = Vector.Equals(Vector.Load(indices + at), new Vector<int>(pixel));
                sum += Vector.ConditionalSelect(won, Vector.Load(dy + at), Vector<float>.Zero);
            }

            sum.Store(dx + j);
        }

        return j;
    }
}
