using System.Numerics;
using System.Runtime.Intrinsics.Arm;

namespace Flambeau.Kernels;

/// <summary>The micro-kernels; tools/kernels/microkernels.py writes the vector ones.</summary>
internal static unsafe partial class MicroKernels
{
    /// <summary>The lines whose dot products one call computes.</summary>
    public const int DotLines = 4;

    /// <summary>The addresses of all tile kernels of a width: 1 row by 1 vector, 1 by 2, 2 by 1, and so on.</summary>
    public static nint[] Tiles<T>(int bits)
        where T : unmanaged, INumber<T> => bits switch
        {
            0 => ScalarTile.Table<T>(),
            128 when AdvSimd.Arm64.IsSupported => typeof(T) == typeof(float) ? FloatAdvSimd() : DoubleAdvSimd(),
            128 => typeof(T) == typeof(float) ? Float128() : Double128(),
            256 => typeof(T) == typeof(float) ? Float256() : Double256(),
            512 => typeof(T) == typeof(float) ? Float512() : Double512(),
            _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "The width must be 0, 128, 256 or 512."),
        };

    /// <summary>The address of the dot-product kernel of a width:
    /// (depth, lines, distance of lines, x, sums) adds to <see cref="DotLines"/> sums.</summary>
    public static nint Dots<T>(int bits)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float) && bits > 0)
        {
            delegate*<nint, float*, nint, float*, float*, void> dots =
                bits == 512 ? &Float512Dots : bits == 256 ? &Float256Dots : &Float128Dots;
            return (nint)dots;
        }

        if (bits > 0)
        {
            delegate*<nint, double*, nint, double*, double*, void> dots =
                bits == 512 ? &Double512Dots : bits == 256 ? &Double256Dots : &Double128Dots;
            return (nint)dots;
        }

        return (nint)(delegate*<nint, T*, nint, T*, T*, void>)&ScalarDots;
    }

    private static void ScalarDots<T>(nint depth, T* lines, nint line, T* x, T* sums)
        where T : unmanaged, INumber<T>
    {
        for (int j = 0; j < DotLines; j++, lines += line)
        {
            // Apart from what was summed before, as vectors do: one long chain rounds more.
            T sum = T.Zero;
            for (nint p = 0; p < depth; p++)
            {
                sum += lines[p] * x[p];
            }

            sums[j] += sum;
        }
    }
}
