using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <content>Blocks of 512-bit vectors.</content>
internal static unsafe partial class Transpose
{
    private static void Block16(float* x, nint xs, float* y, nint ys)
    {
        for (int i = 0; i < LargeSide; i += 4, x += 4, y += 4 * ys)
        {
            Vector512<float> r0 = Quarters(x, xs), r1 = Quarters(x + xs, xs);
            Vector512<float> r2 = Quarters(x + (2 * xs), xs), r3 = Quarters(x + (3 * xs), xs);

            // Blocks of 4 x 4 in each quarter.
            (Vector512<float> a0, Vector512<float> a1) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
            (Vector512<float> a2, Vector512<float> a3) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
            Avx512F.Shuffle(a0, a2, 0x44).Store(y);
            Avx512F.Shuffle(a0, a2, 0xEE).Store(y + ys);
            Avx512F.Shuffle(a1, a3, 0x44).Store(y + (2 * ys));
            Avx512F.Shuffle(a1, a3, 0xEE).Store(y + (3 * ys));
        }
    }

    /// <summary>Four numbers of every fourth row: loading them beside each other spares the exchange of quarters later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* x, nint xs)
    {
        Vector512<float> quarters = Vector128.Load(x).ToVector256Unsafe().ToVector512Unsafe();
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(x + (4 * xs)), 1);
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(x + (8 * xs)), 2);
        return Avx512F.InsertVector128(quarters, Vector128.Load(x + (12 * xs)), 3);
    }
}
