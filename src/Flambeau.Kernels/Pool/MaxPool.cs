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
        fixed (TTap* pt = taps)
        fixed (long* pp = places)
        {
            PlaceRows(g, pt, pp);
        }
    }

    private static void PlaceRows<TTap>(Pool2dGeometry g, TTap* taps, long* places)
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        long[] distances = Distances(in g);
        Workers.For(g.N * g.OutH, 2L * g.OutW * g.C, (from, to) =>
        {
            int outW = g.OutW, channels = g.C;
            for (int item = from; item < to; item++)
            {
                long row = (((long)(item % g.OutH) * g.StrideH) - g.PadH) * g.W;
                nint at = (nint)item * outW * channels;
                for (int ow = 0; ow < outW; ow++, at += channels)
                {
                    long corner = row + ((long)ow * g.StrideW) - g.PadW;
                    for (int j = 0; j < channels; j++)
                    {
                        places[at + j] = corner + distances[int.CreateTruncating(taps[at + j])];
                    }
                }
            }
        });
    }

    // How far in its image each tap of a window lies from the first: a division for each tap, not for each element.
    private static long[] Distances(in Pool2dGeometry g)
    {
        var distances = new long[g.KH * g.KW];
        for (int tap = 0; tap < distances.Length; tap++)
        {
            (int kh, int kw) = Math.DivRem(tap, g.KW);
            distances[tap] = ((long)kh * g.DilationH * g.W) + ((long)kw * g.DilationW);
        }

        return distances;
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
        int j = taps == null ? LargestVectors(window, channels, image, y) : LargestAndWhich(window, channels, image, y, taps);
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

    private static int LargestAndWhich<T, TTap>(ReadOnlySpan<PooledElement> window, int channels, T* image, T* y, TTap* taps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = 0;
        for (; j <= channels - Vector<int>.Count; j += Vector<int>.Count)
        {
            Vector<T> which = LargestVector(window, channels, image + j, y + j);
            if (typeof(T) == typeof(float))
            {
                Taps.Store(Vector.As<T, int>(which), taps + j);
            }
            else
            {
                int next = j + Vector<T>.Count;
                Vector<T> other = LargestVector(window, channels, image + next, y + next);
                Taps.Store(Vector.Narrow(Vector.As<T, long>(which), Vector.As<T, long>(other)), taps + j);
            }
        }

        return j;
    }

    // Each lane's result is a tap, in integers as wide as the elements.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> LargestVector<T>(ReadOnlySpan<PooledElement> window, int channels, T* image, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> best = Vector.Load(image + ((nint)window[0].Pixel * channels));
        Vector<T> tap = Taps.ForLanes<T>(window[0].Tap);
        for (int k = 1; k < window.Length; k++)
        {
            Vector<T> value = Vector.Load(image + ((nint)window[k].Pixel * channels));

            // Not "less or equal" is "greater, or NaN"; a NaN already found must stay unless another follows.
            Vector<T> wins = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
            best = Vector.ConditionalSelect(wins, value, best);
            tap = Vector.ConditionalSelect(wins, Taps.ForLanes<T>(window[k].Tap), tap);
        }

        best.Store(y);
        return tap;
    }
}
