namespace Flambeau.Kernels;

/// <summary>The orders into which fast paths bring a weight before they use it.</summary>
internal enum ConvWeightForm
{
    /// <summary>Panels of output channels, [group][panel][tap][input channel][column], for the direct path.</summary>
    Panels,

    /// <summary>Transformed for Winograd F(2x2, 3x3).</summary>
    WinogradF2,

    /// <summary>Transformed for Winograd F(4x4, 3x3).</summary>
    WinogradF4,

    /// <summary>[tap][channel], for the depthwise path.</summary>
    Depthwise,
}
