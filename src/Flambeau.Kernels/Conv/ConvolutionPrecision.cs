namespace Flambeau.Kernels;

/// <summary>How far float convolutions may round for speed.</summary>
internal enum ConvolutionPrecision
{
    /// <summary>Errors up to 2e-5 of the largest output: Winograd F(4x4, 3x3) may be used.</summary>
    Default,

    /// <summary>Errors as those of direct sums, up to 2e-6 of the largest output.</summary>
    High,
}
