using System.Diagnostics;
using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// 2-D convolution (cross-correlation, as PyTorch's conv2d) of channels-last activations with weights [OutC, C /
/// Groups, KH, KW]: y[n, oy, ox, o] = sum over c, ky, kx of x[n, oy strideH + ky dilationH - padH, ox strideW + kx
/// dilationW - padW, c] w[o, c, ky, kx].
/// </summary>
internal static unsafe class Conv2dKernel
{
    /// <summary>Computes y [N, OutH, OutW, OutC] from x [N, H, W, C]; <paramref name="bias"/> may be empty.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward(in g, x, weight, new ConvEpilogue<T> { Bias = bias }, y);

    /// <summary>
    /// Computes y [N, OutH, OutW, OutC] from x [N, H, W, C] and applies the epilogue to it; pooled, y has half the rows and columns.
    /// Where the weight was turned, that is read in its place, but for depthwise convolutions.
    /// </summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ConvEpilogue<T> epilogue, Span<T> y, TurnedWeight<T>? turned = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(x.Length >= g.InputLength && weight.Length >= g.WeightLength);
        Debug.Assert(y.Length >= (epilogue.Pools ? g.PooledLength : g.OutputLength));
        Debug.Assert(epilogue.Bias.IsEmpty || epilogue.Bias.Length >= g.OutC);
        Debug.Assert(epilogue.Scale.IsEmpty || epilogue.Scale.Length >= g.OutC);
        Debug.Assert(epilogue.Residual.IsEmpty || epilogue.Residual.Length >= g.OutputLength);
        Debug.Assert(!epilogue.Pools || (epilogue.Residual.IsEmpty && g.Groups == 1 && !g.IsEmpty));
        if (g.IsEmpty)
        {
            y[..(int)g.OutputLength].Clear();
            EpilogueLoop.Apply(g.OutC, epilogue, y[..(int)g.OutputLength]);
            return;
        }
        fixed (T* px = x, pw = weight, pt = turned is null ? default : turned.Values, ps = epilogue.Scale, pb = epilogue.Bias, pr = epilogue.Residual, py = y)
        {
            ConvPass pass = ConvPass.Forward(in g);
            ConvolutionPlan.Run(epilogue.Pools ? pass.OfSquares() : pass, new ConvBuffers<T>
            {
                Source = px,
                Weight = pw,
                Turned = pt,
                Scale = ps,
                Bias = pb,
                Residual = pr,
                Target = py,
                Activation = epilogue.Activation,
                Precision = epilogue.Precision,
                Pools = epilogue.Pools,
            });
        }
        GC.KeepAlive(turned); // its memory would be another's
    }

    /// <summary>Computes dx [N, H, W, C], the gradient of the input, from dy [N, OutH, OutW, OutC].</summary>
    public static void BackwardInput<T>(in Conv2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(dy.Length >= g.OutputLength && weight.Length >= g.WeightLength && dx.Length >= g.InputLength);
        bool everyRowIsWritten = g.KH >= g.StrideH && g.KW >= g.StrideW && g.DilationH == 1 && g.DilationW == 1;
        if (g.IsEmpty || !everyRowIsWritten)
        {
            Zeros.Write(dx[..(int)g.InputLength]);
        }
        if (g.IsEmpty)
        {
            return;
        }
        fixed (T* pdy = dy, pw = weight, pdx = dx)
        {
            var buffers = new ConvBuffers<T> { Source = pdy, Weight = pw, Target = pdx };
            for (int i = 0; i < g.StrideH * g.StrideW; i++)
            {
                ConvPass pass = ConvPass.InputGradient(in g, i / g.StrideW, i % g.StrideW);
                if (pass.Taps > 0 && pass.Pixels > 0)
                {
                    ConvolutionPlan.Run(pass, buffers);
                }
            }
        }
    }

    /// <summary>Computes dw [OutC, C / Groups, KH, KW], the gradient of the weight, from x and dy.</summary>
    public static void BackwardWeight<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(x.Length >= g.InputLength && dy.Length >= g.OutputLength && dw.Length >= g.WeightLength);
        if (g.IsEmpty)
        {
            dw[..(int)g.WeightLength].Clear();
            return;
        }
        fixed (T* px = x, pdy = dy, pdw = dw)
        {
            ConvolutionPlan.RunWeightGradient(ConvPass.Forward(in g), px, pdy, pdw);
        }
    }
}
