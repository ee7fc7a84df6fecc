using System.Diagnostics;
using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// 2-D convolution (cross-correlation, as PyTorch's conv2d) of channels-last activations with weights [OutC, C / Groups, KH, KW]:
/// y[n, oy, ox, o] = sum over c, ky, kx of x[n, oy strideH + ky dilationH - padH, ox strideW + kx dilationW - padW, c] w[o, c, ky, kx].
/// </summary>
internal static class Conv2dKernel
{
    /// <summary>Computes y [N, OutH, OutW, OutC] from x [N, H, W, C]; <paramref name="bias"/> may be empty.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Forward(in g, x, weight, new ConvEpilogue<T> { Bias = bias }, y);

    /// <summary>Computes y [N, OutH, OutW, OutC] from x [N, H, W, C] and applies the epilogue to it.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ConvEpilogue<T> epilogue, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(x.Length >= g.InputLength && weight.Length >= g.WeightLength && y.Length >= g.OutputLength);
        Debug.Assert(epilogue.Bias.IsEmpty || epilogue.Bias.Length >= g.OutC);
        Debug.Assert(epilogue.Residual.IsEmpty || epilogue.Residual.Length >= g.OutputLength);
        Im2ColConvolution.Forward(in g, x, weight, epilogue, y);
    }

    /// <summary>Computes dx [N, H, W, C], the gradient of the input, from dy [N, OutH, OutW, OutC].</summary>
    public static void BackwardInput<T>(in Conv2dGeometry g, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(dy.Length >= g.OutputLength && weight.Length >= g.WeightLength && dx.Length >= g.InputLength);
        Im2ColConvolution.BackwardInput(in g, dy, weight, dx);
    }

    /// <summary>Computes dw [OutC, C / Groups, KH, KW], the gradient of the weight, from x and dy.</summary>
    public static void BackwardWeight<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(x.Length >= g.InputLength && dy.Length >= g.OutputLength && dw.Length >= g.WeightLength);
        Im2ColConvolution.BackwardWeight(in g, x, dy, dw);
    }
}
