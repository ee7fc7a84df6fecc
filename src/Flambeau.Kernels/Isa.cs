using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>The one place that decides which vector width the kernels use.</summary>
/// <remarks>
/// The environment variable <c>FLAMBEAU_ISA</c> (<c>scalar</c>, <c>128</c>, <c>256</c> or <c>512</c>) can only lower
/// what the hardware offers; it is read once. It decides for everything that is built on tiles and lanes: matrix
/// products, convolutions, activations, arithmetic, softmax, sums along rows and optimisers, whose speed depends on the width. The
/// remaining loops over <see cref="System.Numerics.Vector{T}"/> wait for memory, not for arithmetic; their width is the
/// runtime's, 256 bits on AVX2 and AVX-512 machines alike, and its own switches (<c>DOTNET_EnableAVX2=0</c>,
/// <c>DOTNET_MaxVectorTBitWidth</c>) lower it. The build runs the kernels' tests under both.
/// </remarks>
internal static class Isa
{
    /// <summary>The widest vectors this process can use, in bits: 512, 256, 128, or 0 for scalar code.</summary>
    /// <remarks>256 stands for AVX2 with FMA, so that the 256-bit kernels may count on fused multiply-add.</remarks>
    public static readonly int HardwareBits =
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>The width the kernels use: <see cref="HardwareBits"/>, or less when <c>FLAMBEAU_ISA</c> says so.</summary>
    public static readonly int Bits =
        Math.Min(HardwareBits, ParseLimit(Environment.GetEnvironmentVariable("FLAMBEAU_ISA")));

    /// <summary>Whether 512-bit vectors are in use.</summary>
    public static readonly bool Use512 = Bits >= 512;

    /// <summary>Whether 256-bit vectors (or wider) are in use.</summary>
    public static readonly bool Use256 = Bits >= 256;

    /// <summary>Whether 128-bit vectors (or wider) are in use.</summary>
    public static readonly bool Use128 = Bits >= 128;

    /// <summary>Reads a value of <c>FLAMBEAU_ISA</c>; no value means no limit.</summary>
    public static int ParseLimit(string? value) => value switch
    {
        null or "" or "512" => 512,
        "256" => 256,
        "128" => 128,
        "scalar" => 0,
        _ => throw new InvalidOperationException(
            $"FLAMBEAU_ISA: the value must be scalar, 128, 256 or 512, but it is '{value}'."),
    };
}
