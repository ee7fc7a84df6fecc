using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The one place that chooses an algorithm for a convolution.</summary>
internal static unsafe class ConvolutionPlan
{
    // Below this many channels, transforms cost more than the products they save.
    private const int FewChannels = 16;

    [ThreadStatic]
    private static ConvAlgorithm? t_forced;

    /// <summary>How far float convolutions of this process may round.</summary>
    public static ConvolutionPrecision Precision { get; set; }

    /// <summary>The algorithm that this thread's convolutions must use where they can, for tests and benchmarks; null to choose.</summary>
    public static ConvAlgorithm? Forced
    {
        get => t_forced;
        set => t_forced = value;
    }

    /// <summary>Runs a forward pass, or a part of an input gradient, by the algorithm chosen for it.</summary>
    public static void Run<T>(ConvPass pass, ConvBuffers<T> buffers)
        where T : unmanaged, INumber<T>
    {
        switch (Forced is { } forced && CanRun<T>(forced, in pass) ? forced : Choose<T>(in pass, Precision))
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
        switch (Forced is { } forced && CanRun<T>(forced, in pass) ? forced : Choose<T>(in pass, Precision))
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
        if (!CanRun<T>(ConvAlgorithm.WinogradF4, in pass) || Math.Min(pass.In, pass.Out) < FewChannels)
        {
            return ConvAlgorithm.Direct;
        }
        return precision == ConvolutionPrecision.High ? ConvAlgorithm.WinogradF2 : ConvAlgorithm.WinogradF4;
    }

    private static bool CanRun<T>(ConvAlgorithm algorithm, in ConvPass pass)
        where T : unmanaged => algorithm switch
        {
            ConvAlgorithm.Direct => true,
            ConvAlgorithm.Depthwise => typeof(T) == typeof(float) && DepthwiseConvolution.CanRun(in pass),
            _ => typeof(T) == typeof(float) && WinogradConvolution<WinogradF4>.CanRun(in pass),
        };
}
