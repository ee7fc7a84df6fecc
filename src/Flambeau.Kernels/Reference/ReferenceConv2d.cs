using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Convolution by its definition, one product at a time: what the fast kernels are compared with.</summary>
internal static class ReferenceConv2d
{
    /// <summary>What is summed: each value is a sum of products of the two others.</summary>
    private enum Sum
    {
        Output,
        Input,
        Weight,
    }

    /// <summary>y = bias + sum of x times w.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : INumber<T>
    {
        for (int i = 0; i < g.OutputLength; i++)
        {
            y[i] = bias.IsEmpty ? T.Zero : bias[i % g.OutC];
        }
        Add(in g, Sum.Output, x, weight, y);
    }

    /// <summary>dx = sum of dy times w.</summary>
    public static void BackwardInput<T>(in Conv2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : INumber<T>
    {
        dx[..(int)g.InputLength].Clear();
        Add(in g, Sum.Input, weight, dy, dx);
    }

    /// <summary>dw = sum of x times dy.</summary>
    public static void BackwardWeight<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : INumber<T>
    {
        dw[..(int)g.WeightLength].Clear();
        Add(in g, Sum.Weight, x, dy, dw);
    }

    private static void Add<T>(
        in Conv2dGeometry g, Sum sum, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target)
        where T : INumber<T>
    {
        for (int pixel = 0; pixel < g.N * g.OutH * g.OutW; pixel++)
        {
            int n = pixel / (g.OutH * g.OutW), oy = pixel / g.OutW % g.OutH, ox = pixel % g.OutW;
            for (int tap = 0; tap < g.Taps; tap++)
            {
                int iy = oy * g.StrideH + tap / g.KW * g.DilationH - g.PadH;
                int ix = ox * g.StrideW + tap % g.KW * g.DilationW - g.PadW;
                if (iy >= 0 && iy < g.H && ix >= 0 && ix < g.W)
                {
                    AddPixel(in g, sum, ((n * g.H + iy) * g.W + ix) * g.C, tap, pixel * g.OutC, left, right, target);
                }
            }
        }
    }

    /// <summary>The products of all channels of one input and one output pixel, at the tap that joins them.</summary>
    private static void AddPixel<T>(
        in Conv2dGeometry g, Sum sum, int input, int tap, int output,
        ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target)
        where T : INumber<T>
    {
        for (int o = 0; o < g.OutC; o++)
        {
            int y = output + o, x = input + o / g.GroupOutC * g.GroupC, w = o * g.GroupC * g.Taps + tap;
            for (int c = 0; c < g.GroupC; c++, x++, w += g.Taps)
            {
                switch (sum)
                {
                    case Sum.Output:
                        target[y] += left[x] * right[w];
                        break;
                    case Sum.Input:
                        target[x] += left[w] * right[y];
                        break;
                    default:
                        target[w] += left[x] * right[y];
                        break;
                }
            }
        }
    }
}
