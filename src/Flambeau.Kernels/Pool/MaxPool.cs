using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Max pooling over channels-last images [n, h, w, c].</summary>
/// <remarks>
/// Which tap of its window won, <c>kh * KW + kw</c>, is noted in a byte where windows have at most
/// <see cref="MostByteTaps"/>, in an int elsewhere: a quarter of what a place in the image would take.
/// </remarks>
internal static unsafe partial class MaxPool
{
    /// <summary>The most elements of a window whose number fits into a byte.</summary>
    public const int MostByteTaps = 256;

    /// <summary>
    /// Writes every window's largest element and, unless <paramref name="taps"/> is empty, which one it is; the first of
    /// equals, and any NaN wins.
    /// </summary>
    public static void Forward<T, TTap>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y, Span<TTap> taps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        fixed (T* px = x, py = y)
        fixed (TTap* pt = taps)
        {
            ForwardRows(g, px, py, pt);
        }
    }

    /// <summary>Writes every window's largest element.</summary>
    public static void Forward<T>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward<T, int>(in g, x, y, []);

    /// <summary>Writes where in its image, at <c>h * W + w</c>, each winning tap lies.</summary>
    public static void Places<TTap>(in Pool2dGeometry g, ReadOnlySpan<TTap> taps, Span<long> places)
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int outW = g.OutW, outH = g.OutH, channels = g.C;
        for (int i = 0; i < taps.Length; i++)
        {
            int window = i / channels, ow = window % outW, oh = window / outW % outH;
            (int kh, int kw) = Math.DivRem(int.CreateTruncating(taps[i]), g.KW);
            long h = (oh * g.StrideH) - g.PadH + (kh * g.DilationH), w = (ow * g.StrideW) - g.PadW + (kw * g.DilationW);
            places[i] = (h * g.W) + w;
        }
    }

    private static void ForwardRows<T, TTap>(Pool2dGeometry g, T* x, T* y, TTap* taps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap> =>
        Workers.For(g.N * g.OutH, (long)g.OutW * g.C * g.KH * g.KW, (from, to) =>
        {
            int outW = g.OutW;
            var window = new PooledElement[g.KH * g.KW];
            for (int item = from; item < to; item++)
            {
                (int n, int oh) = Math.DivRem(item, g.OutH);
                for (int ow = 0; ow < outW; ow++)
                {
                    ReadOnlySpan<PooledElement> elements = Window(in g, oh, ow, window);
                    nint at = (((nint)item * outW) + ow) * g.C;
                    T* image = x + ((nint)n * g.H * g.W * g.C);
                    Largest(elements, g.C, image, y + at, taps == null ? null : taps + at);
                }
            }
        });

    // The elements of a window that lie inside the image.
    private static ReadOnlySpan<PooledElement> Window(in Pool2dGeometry g, int oh, int ow, PooledElement[] window)
    {
        int count = 0;
        for (int kh = 0; kh < g.KH; kh++)
        {
            int h = (oh * g.StrideH) - g.PadH + (kh * g.DilationH);
            for (int kw = 0; kw < g.KW; kw++)
            {
                int w = (ow * g.StrideW) - g.PadW + (kw * g.DilationW);
                if ((uint)h < (uint)g.H && (uint)w < (uint)g.W)
                {
                    window[count++] = new PooledElement((h * g.W) + w, (kh * g.KW) + kw);
                }
            }
        }

        return window.AsSpan(0, count);
    }

    private static void Largest<T, TTap>(ReadOnlySpan<PooledElement> window, int channels, T* image, T* y, TTap* taps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = taps == null ? LargestVectors(window, channels, image, y)
            : typeof(T) == typeof(float) ? LargestAndWhich(window, channels, (float*)image, (float*)y, taps)
            : 0;
        for (; j < channels; j++)
        {
            int tap = window[0].Tap;
            T best = image[((nint)window[0].Pixel * channels) + j];
            for (int k = 1; k < window.Length; k++)
            {
                T value = image[((nint)window[k].Pixel * channels) + j];
                if (value > best || T.IsNaN(value))
                {
                    (best, tap) = (value, window[k].Tap);
                }
            }

            y[j] = best;
            if (taps != null)
            {
                taps[j] = TTap.CreateTruncating(tap);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LargestVectors<T>(ReadOnlySpan<PooledElement> window, int channels, T* image, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int j = 0;
        for (; j <= channels - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> best = Vector.Load(image + ((nint)window[0].Pixel * channels) + j);
            for (int k = 1; k < window.Length; k++)
            {
                best = Vector.Max(best, Vector.Load(image + ((nint)window[k].Pixel * channels) + j));
            }

            best.Store(y + j);
        }

        return j;
    }

    private static int LargestAndWhich<TTap>(
        ReadOnlySpan<PooledElement> window, int channels, float* image, float* y, TTap* taps)
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = 0;
        for (; j <= channels - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> best = Vector.Load(image + ((nint)window[0].Pixel * channels) + j);
            var tap = new Vector<int>(window[0].Tap);
            for (int k = 1; k < window.Length; k++)
            {
                Vector<float> value = Vector.Load(image + ((nint)window[k].Pixel * channels) + j);

                // Not "less or equal" is "greater, or NaN"; a NaN already found must stay unless another follows.
                Vector<int> wins = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                best = Vector.ConditionalSelect(wins, value, best);
                tap = Vector.ConditionalSelect(wins, new Vector<int>(window[k].Tap), tap);
            }

            best.Store(y + j);
            Taps.Store(tap, taps + j);
        }

        return j;
    }
}
