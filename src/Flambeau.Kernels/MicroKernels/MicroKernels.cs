namespace Flambeau.Kernels;

/// <summary>The micro-kernels; tools/kernels/microkernels.py writes the vector ones.</summary>
internal static unsafe partial class MicroKernels
{
    /// <summary>The addresses of all kernels of a width: 1 row by 1 vector, 1 by 2, 2 by 1, and so on.</summary>
    public static nint[] Table<T>(int bits)
        where T : unmanaged, System.Numerics.INumber<T> => bits switch
        {
            0 => ScalarTile.Table<T>(),
            128 => typeof(T) == typeof(float) ? Float128() : Double128(),
            256 => typeof(T) == typeof(float) ? Float256() : Double256(),
            512 => typeof(T) == typeof(float) ? Float512() : Double512(),
            _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "The width must be 0, 128, 256 or 512."),
        };
}
