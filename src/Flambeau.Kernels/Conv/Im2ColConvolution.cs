using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Convolution of any geometry as matrix products over a bounded buffer of gathered rows: one row per output pixel with
/// the KH x KW x (C / Groups) inputs it sees. Chunks are whole output rows, the same whatever the number of threads.
/// </summary>
internal static class Im2ColConvolution
{
    /// <summary>Elements of one gathered chunk: small enough to stay in the second-level cache's neighbourhood.</summary>
    private const int ChunkLength = 1 << 18;

    /// <summary>y = epilogue(x * w).</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ConvEpilogue<T> epilogue, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int depth = g.Taps * g.GroupC, lines = LinesPerChunk(in g);
        T[] columns = new T[lines * g.OutW * depth], taps = new T[g.OutC * depth];
        TapsLast(in g, weight, taps);
        for (int line = 0; line < g.N * g.OutH; line += lines)
        {
            int count = Math.Min(lines, g.N * g.OutH - line), rows = count * g.OutW;
            Span<T> target = y.Slice(line * g.OutW * g.OutC, rows * g.OutC);
            for (int group = 0; group < g.Groups; group++)
            {
                Gather(in g, x, group, line, count, columns);
                LoopGemm.Multiply(
                    rows, g.GroupOutC, depth, columns, depth, false, taps.AsSpan(group * g.GroupOutC * depth), depth, true,
                    target[(group * g.GroupOutC)..], g.OutC, false);
            }
            EpilogueLoop.Apply(g.OutC, epilogue, line * g.OutW * g.OutC, target);
        }
    }

    /// <summary>dx = dy * w, transposed.</summary>
    public static void BackwardInput<T>(in Conv2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int depth = g.Taps * g.GroupC, lines = LinesPerChunk(in g);
        T[] columns = new T[lines * g.OutW * depth], taps = new T[g.OutC * depth];
        TapsLast(in g, weight, taps);
        dx[..(int)g.InputLength].Clear();
        for (int line = 0; line < g.N * g.OutH; line += lines)
        {
            int count = Math.Min(lines, g.N * g.OutH - line), rows = count * g.OutW;
            for (int group = 0; group < g.Groups; group++)
            {
                LoopGemm.Multiply(
                    rows, depth, g.GroupOutC, dy[(line * g.OutW * g.OutC + group * g.GroupOutC)..], g.OutC, false,
                    taps.AsSpan(group * g.GroupOutC * depth), depth, false, columns, depth, false);
                Scatter(in g, columns, group, line, count, dx);
            }
        }
    }

    /// <summary>dw = x * dy, summed over the pixels.</summary>
    public static void BackwardWeight<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int depth = g.Taps * g.GroupC, lines = LinesPerChunk(in g);
        T[] columns = new T[lines * g.OutW * depth], taps = new T[g.OutC * depth];
        for (int line = 0; line < g.N * g.OutH; line += lines)
        {
            int count = Math.Min(lines, g.N * g.OutH - line), rows = count * g.OutW;
            for (int group = 0; group < g.Groups; group++)
            {
                Gather(in g, x, group, line, count, columns);
                LoopGemm.Multiply(
                    g.GroupOutC, depth, rows, dy[(line * g.OutW * g.OutC + group * g.GroupOutC)..], g.OutC, true,
                    columns, depth, false, taps.AsSpan(group * g.GroupOutC * depth), depth, line > 0);
            }
        }
        ChannelsLast(in g, taps, dw);
    }

    private static int LinesPerChunk(in Conv2dGeometry g) =>
        Math.Clamp(ChunkLength / Math.Max(1, g.OutW * g.Taps * g.GroupC), 1, Math.Max(1, g.N * g.OutH));

    /// <summary>[OutC, C, taps] to [OutC, taps, C]: the order in which rows are gathered.</summary>
    private static void TapsLast<T>(in Conv2dGeometry g, ReadOnlySpan<T> weight, Span<T> taps)
        where T : unmanaged
    {
        for (int i = 0; i < g.OutC * g.GroupC; i++)
        {
            int o = i / g.GroupC, c = i % g.GroupC;
            for (int tap = 0; tap < g.Taps; tap++)
            {
                taps[(o * g.Taps + tap) * g.GroupC + c] = weight[i * g.Taps + tap];
            }
        }
    }

    private static void ChannelsLast<T>(in Conv2dGeometry g, ReadOnlySpan<T> taps, Span<T> weight)
        where T : unmanaged
    {
        for (int i = 0; i < g.OutC * g.GroupC; i++)
        {
            int o = i / g.GroupC, c = i % g.GroupC;
            for (int tap = 0; tap < g.Taps; tap++)
            {
                weight[i * g.Taps + tap] = taps[(o * g.Taps + tap) * g.GroupC + c];
            }
        }
    }

    private static void Gather<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, int group, int line, int count, Span<T> columns)
        where T : unmanaged
    {
        int channels = g.GroupC, at = 0;
        for (int l = line; l < line + count; l++)
        {
            for (int ox = 0; ox < g.OutW; ox++)
            {
                for (int tap = 0; tap < g.Taps; tap++, at += channels)
                {
                    int pixel = InputPixel(in g, l, ox, tap);
                    Span<T> target = columns.Slice(at, channels);
                    if (pixel < 0)
                    {
                        target.Clear();
                    }
                    else
                    {
                        x.Slice(pixel * g.C + group * channels, channels).CopyTo(target);
                    }
                }
            }
        }
    }

    private static void Scatter<T>(in Conv2dGeometry g, ReadOnlySpan<T> columns, int group, int line, int count, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = g.GroupC, at = 0;
        for (int l = line; l < line + count; l++)
        {
            for (int ox = 0; ox < g.OutW; ox++)
            {
                for (int tap = 0; tap < g.Taps; tap++, at += channels)
                {
                    int pixel = InputPixel(in g, l, ox, tap);
                    if (pixel >= 0)
                    {
                        Span<T> target = dx.Slice(pixel * g.C + group * channels, channels);
                        System.Numerics.Tensors.TensorPrimitives.Add(target, columns.Slice(at, channels), target);
                    }
                }
            }
        }
    }

    /// <summary>Index of the input pixel that a tap of an output pixel reads, or -1 in the padding.</summary>
    private static int InputPixel(in Conv2dGeometry g, int line, int ox, int tap)
    {
        int n = line / g.OutH, oy = line % g.OutH;
        int iy = oy * g.StrideH + tap / g.KW * g.DilationH - g.PadH;
        int ix = ox * g.StrideW + tap % g.KW * g.DilationW - g.PadW;
        return (uint)iy < (uint)g.H && (uint)ix < (uint)g.W ? (n * g.H + iy) * g.W + ix : -1;
    }
}
