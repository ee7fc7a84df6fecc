using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Convolution by its definition, one product at a time: what the fast kernels are compared with.</summary>
internal static class ReferenceConv2d
{
    /// <summary>y = bias + sum of x times w.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : INumber<T>
    {
        for (int i = 0; i < g.OutputLength; i++)
        {
            y[i] = bias.IsEmpty ? T.Zero : bias[i % g.OutC];
        }
        foreach (Product p in Products(g))
        {
            y[p.Output] += x[p.Input] * weight[p.Weight];
        }
    }

    /// <summary>dx = sum of dy times w.</summary>
    public static void BackwardInput<T>(in Conv2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : INumber<T>
    {
        dx[..(int)g.InputLength].Clear();
        foreach (Product p in Products(g))
        {
            dx[p.Input] += dy[p.Output] * weight[p.Weight];
        }
    }

    /// <summary>dw = sum of x times dy.</summary>
    public static void BackwardWeight<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : INumber<T>
    {
        dw[..(int)g.WeightLength].Clear();
        foreach (Product p in Products(g))
        {
            dw[p.Weight] += x[p.Input] * dy[p.Output];
        }
    }

    private static IEnumerable<Product> Products(Conv2dGeometry g)
    {
        for (int pixel = 0; pixel < g.N * g.OutH * g.OutW; pixel++)
        {
            int n = pixel / (g.OutH * g.OutW), oy = pixel / g.OutW % g.OutH, ox = pixel % g.OutW;
            for (int tap = 0; tap < g.Taps; tap++)
            {
                int iy = oy * g.StrideH + tap / g.KW * g.DilationH - g.PadH;
                int ix = ox * g.StrideW + tap % g.KW * g.DilationW - g.PadW;
                if (iy < 0 || iy >= g.H || ix < 0 || ix >= g.W)
                {
                    continue;
                }
                for (int i = 0; i < g.OutC * g.GroupC; i++)
                {
                    int o = i / g.GroupC, c = i % g.GroupC;
                    int channel = o / g.GroupOutC * g.GroupC + c;
                    yield return new Product(
                        ((n * g.H + iy) * g.W + ix) * g.C + channel, i * g.Taps + tap, pixel * g.OutC + o);
                }
            }
        }
    }

    /// <summary>Indices of the two factors and of the sum of one product of the forward convolution.</summary>
    private readonly record struct Product(int Input, int Weight, int Output);
}
