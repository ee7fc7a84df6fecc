using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

internal static unsafe partial class MaxPool
{
    /// <summary>Writes the gradient of the input: each window's gradient goes to the element that won.</summary>
    public static void Backward<T, TTap>(in Pool2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<TTap> taps, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        fixed (T* pd = dy, px = dx)
        fixed (TTap* pt = taps)
        {
            BackwardRows(g, pd, pt, px);
        }
    }

    // Each input pixel collects from the windows it lies in: no two threads write the same element, and the order of a
    // sum is fixed.
    private static void BackwardRows<T, TTap>(Pool2dGeometry g, T* dy, TTap* taps, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap> =>
        Workers.For(g.N * g.H, 2L * g.W * g.C, (from, to) =>
        {
            var windows = new PooledElement[g.KH * g.KW];
            for (int item = from; item < to; item++)
            {
                (int n, int h) = Math.DivRem(item, g.H);
                nint plane = (nint)n * g.OutH * g.OutW * g.C;
                for (int w = 0; w < g.W; w++)
                {
                    ReadOnlySpan<PooledElement> covering = Covering(in g, h, w, windows);
                    T* target = dx + ((((nint)item * g.W) + w) * g.C);
                    Collect(covering, g.C, dy + plane, taps + plane, target);
                }
            }
        });

    // The windows that a pixel lies in, as oh * OutW + ow.
    private static ReadOnlySpan<PooledElement> Covering(in Pool2dGeometry g, int h, int w, PooledElement[] windows)
    {
        int count = 0;
        for (int kh = g.KH - 1; kh >= 0; kh--)
        {
            (int oh, int restH) = Math.DivRem(h + g.PadH - (kh * g.DilationH), g.StrideH);
            if (restH != 0 || (uint)oh >= (uint)g.OutH)
            {
                continue;
            }

            for (int kw = g.KW - 1; kw >= 0; kw--)
            {
                (int ow, int restW) = Math.DivRem(w + g.PadW - (kw * g.DilationW), g.StrideW);
                if (restW == 0 && (uint)ow < (uint)g.OutW)
                {
                    windows[count++] = new PooledElement((oh * g.OutW) + ow, (kh * g.KW) + kw);
                }
            }
        }

        return windows.AsSpan(0, count);
    }

    private static void Collect<T, TTap>(ReadOnlySpan<PooledElement> windows, int channels, T* dy, TTap* taps, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = CollectVectors(windows, channels, dy, taps, dx);
        for (; j < channels; j++)
        {
            T sum = T.Zero;
            foreach (PooledElement window in windows)
            {
                nint at = ((nint)window.Pixel * channels) + j;
                sum += taps[at] == TTap.CreateTruncating(window.Tap) ? dy[at] : T.Zero;
            }

            dx[j] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CollectVectors<T, TTap>(
        ReadOnlySpan<PooledElement> windows, int channels, T* dy, TTap* taps, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = 0;
        for (; j <= channels - Vector<int>.Count; j += Vector<int>.Count)
        {
            // doubles take two vectors where the numbers of their taps take one
            Vector<T> sum = Vector<T>.Zero, next = Vector<T>.Zero;
            for (int k = 0; k < windows.Length; k++)
            {
                nint at = ((nint)windows[k].Pixel * channels) + j;
                Vector<int> won = Vector.Equals(Taps.Load(taps + at), new Vector<int>(windows[k].Tap));
                if (typeof(T) == typeof(float))
                {
                    sum += Won(Vector.As<int, T>(won), dy + at);
                }
                else
                {
                    sum += Won(Vector.As<long, T>(Vector.WidenLower(won)), dy + at);
                    next += Won(Vector.As<long, T>(Vector.WidenUpper(won)), dy + at + Vector<T>.Count);
                }
            }

            sum.Store(dx + j);
            if (typeof(T) == typeof(double))
            {
                next.Store(dx + j + Vector<T>.Count);
            }
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Won<T>(Vector<T> won, T* dy)
        where T : unmanaged => Vector.ConditionalSelect(won, Vector.Load(dy), Vector<T>.Zero);
}
