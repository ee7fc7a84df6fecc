namespace Flambeau.Kernels;

/// <summary>The ways in which a convolution can be computed.</summary>
internal enum ConvAlgorithm
{
    /// <summary>Runs of the source summed in registers: any geometry.</summary>
    Direct,

    /// <summary>Winograd F(2x2, 3x3): float, 3x3, stride 1.</summary>
    WinogradF2,

    /// <summary>Winograd F(4x4, 3x3): float, 3x3, stride 1, less exact.</summary>
    WinogradF4,

    /// <summary>Vectors of channels: float, one channel in each group.</summary>
    Depthwise,
}
