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
        int j = typeof(T) == typeof(float) ? CollectVectors(windows, channels, (float*)dy, taps, (float*)dx) : 0;
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
    private static int CollectVectors<TTap>(
        ReadOnlySpan<PooledElement> windows, int channels, float* dy, TTap* taps, float* dx)
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        int j = 0;
        for (; j <= channels - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            for (int k = 0; k < windows.Length; k++)
            {
                nint at = ((nint)windows[k].Pixel * channels) + j;
                Vector<int> won = Vector.Equals(Taps.Load(taps + at), new Vector<int>(windows[k].Tap));
                sum += Vector.ConditionalSelect(won, Vector.Load(dy + at), Vector<float>.Zero);
            }

            sum.Store(dx + j);
        }

        return j;
    }
}
