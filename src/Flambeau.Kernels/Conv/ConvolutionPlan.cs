using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The one place that chooses an algorithm for a convolution.</summary>
internal static unsafe class ConvolutionPlan
{
    /// <summary>Runs a forward pass, or a part of an input gradient, by the algorithm chosen for it.</summary>
    public static void Run<T>(ConvPass pass, ConvBuffers<T> buffers)
        where T : unmanaged, INumber<T> => DirectConvolution.Run(pass, buffers);

    /// <summary>Computes the gradient of the weight by the algorithm chosen for it.</summary>
    public static void RunWeightGradient<T>(ConvPass pass, T* x, T* dy, T* dw)
        where T : unmanaged, INumber<T> => DirectWeightGradient.Run(pass, x, dy, dw);
}
