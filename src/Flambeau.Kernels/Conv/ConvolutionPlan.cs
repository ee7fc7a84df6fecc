using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The one place that chooses an algorithm for a convolution.</summary>
internal static unsafe class ConvolutionPlan
{
    // Measured with one thread on AVX-512, in multiplications of one source and target channel: preparing one weight
    // for each algorithm, and transforming one tile of one channel for one product.
    private const double DirectPacking = 110, F2Packing = 42, F4Packing = 24, Transform = 16;

    [ThreadStatic]
    private static ConvAlgorithm? t_forced;

    /// <summary>How far float convolutions of this process may round.</summary>
    public static ConvolutionPrecision Precision { get; set; }

    /// <summary>
    /// The algorithm that this thread's convolutions must use where they can, for tests and benchmarks; null to choose.
    /// </summary>
    public static ConvAlgorithm? Forced
    {
        get => t_forced;
        set => t_forced = value;
    }

    /// <summary>Runs a forward pass, or a part of an input gradient, by the algorithm chosen for it.</summary>
    public static void Run<T>(ConvPass pass, ConvBuffers<T> buffers)
        where T : unmanaged, INumber<T>
    {
        switch (ForcedOrChosen<T>(in pass, buffers.Precision ?? Precision))
        {
            case ConvAlgorithm.WinogradF4:
                WinogradConvolution<WinogradF4>.Run(pass, buffers.AsFloat());
                break;
            case ConvAlgorithm.WinogradF2:
                WinogradConvolution<WinogradF2>.Run(pass, buffers.AsFloat());
                break;
            case ConvAlgorithm.Depthwise:
                DepthwiseConvolution.Run(pass, buffers.AsFloat());
                break;
            default:
                DirectConvolution.Run(pass, buffers);
                break;
        }
    }

    /// <summary>Computes the gradient of the weight by the algorithm chosen for it.</summary>
    public static void RunWeightGradient<T>(ConvPass pass, T* x, T* dy, T* dw)
        where T : unmanaged, INumber<T>
    {
        switch (ForcedOrChosen<T>(in pass, Precision))
        {
            case ConvAlgorithm.WinogradF4:
                WinogradWeightGradient<WinogradF4>.Run(pass, (float*)x, (float*)dy, (float*)dw);
                break;
            case ConvAlgorithm.WinogradF2:
                WinogradWeightGradient<WinogradF2>.Run(pass, (float*)x, (float*)dy, (float*)dw);
                break;
            case ConvAlgorithm.Depthwise:
                DepthwiseConvolution.RunWeightGradient(pass, (float*)x, (float*)dy, (float*)dw);
                break;
            default:
                DirectWeightGradient.Run(pass, x, dy, dw);
                break;
        }
    }

    /// <summary>The algorithm for a pass.</summary>
    public static ConvAlgorithm Choose<T>(in ConvPass pass, ConvolutionPrecision precision)
        where T : unmanaged
    {
        if (CanRun<T>(ConvAlgorithm.Depthwise, in pass))
        {
            return ConvAlgorithm.Depthwise;
        }
        if (!CanRun<T>(ConvAlgorithm.WinogradF4, in pass))
        {
            return ConvAlgorithm.Direct;
        }
        double direct = pass.Taps * ((double)pass.N * pass.Pixels + DirectPacking);
        double f2 = WinogradCost<WinogradF2>(in pass, F2Packing);
        double f4 = precision == ConvolutionPrecision.High
            ? double.MaxValue
            : WinogradCost<WinogradF4>(in pass, F4Packing);
        return f4 <= Math.Min(f2, direct) ? ConvAlgorithm.WinogradF4
            : f2 <= direct ? ConvAlgorithm.WinogradF2
            : ConvAlgorithm.Direct;
    }

    private static ConvAlgorithm ForcedOrChosen<T>(in ConvPass pass, ConvolutionPrecision precision)
        where T : unmanaged =>
        Forced is { } forced && CanRun<T>(forced, in pass) ? forced : Choose<T>(in pass, precision);

    private static double WinogradCost<TTile>(in ConvPass pass, double packing)
        where TTile : struct, IWinogradTile
    {
        int tiles = WinogradTiles.For(in pass, TTile.Outputs).Count;
        double transform = Transform * (1.0 / pass.In + 1.0 / pass.Out);
        return TTile.Inputs * TTile.Inputs * (tiles * (1 + transform) + packing);
    }

    private static bool CanRun<T>(ConvAlgorithm algorithm, in ConvPass pass)
        where T : unmanaged => algorithm switch
        {
            ConvAlgorithm.Direct => true,
            ConvAlgorithm.Depthwise => typeof(T) == typeof(float) && DepthwiseConvolution.CanRun(in pass),
            _ => typeof(T) == typeof(float) && WinogradConvolution<WinogradF4>.CanRun(in pass),
        };
}
