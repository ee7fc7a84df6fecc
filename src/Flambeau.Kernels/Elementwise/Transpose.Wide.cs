using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <content>Blocks of 256-bit vectors.</content>
internal static unsafe partial class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block8(float* x, nint xs, float* y, nint ys)
    {
        Vector256<float> r0 = Vector256.Load(x);
        Vector256<float> r1 = Vector256.Load(x + xs);
        Vector256<float> r2 = Vector256.Load(x + 2 * xs);
        Vector256<float> r3 = Vector256.Load(x + 3 * xs);
        Vector256<float> r4 = Vector256.Load(x + 4 * xs);
        Vector256<float> r5 = Vector256.Load(x + 5 * xs);
        Vector256<float> r6 = Vector256.Load(x + 6 * xs);
        Vector256<float> r7 = Vector256.Load(x + 7 * xs);

        // Pairs of rows interleaved, then fours, then the two 128-bit halves exchanged.
        (Vector256<float> a0, Vector256<float> a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        (Vector256<float> a2, Vector256<float> a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        (Vector256<float> a4, Vector256<float> a5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        (Vector256<float> a6, Vector256<float> a7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        (Vector256<float> b0, Vector256<float> b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        (Vector256<float> b2, Vector256<float> b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        (Vector256<float> b4, Vector256<float> b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        (Vector256<float> b6, Vector256<float> b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));
        Avx.Permute2x128(b0, b4, 0x20).Store(y);
        Avx.Permute2x128(b1, b5, 0x20).Store(y + ys);
        Avx.Permute2x128(b2, b6, 0x20).Store(y + 2 * ys);
        Avx.Permute2x128(b3, b7, 0x20).Store(y + 3 * ys);
        Avx.Permute2x128(b0, b4, 0x31).Store(y + 4 * ys);
        Avx.Permute2x128(b1, b5, 0x31).Store(y + 5 * ys);
        Avx.Permute2x128(b2, b6, 0x31).Store(y + 6 * ys);
        Avx.Permute2x128(b3, b7, 0x31).Store(y + 7 * ys);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4(double* x, nint xs, double* y, nint ys)
    {
        Vector256<double> r0 = Vector256.Load(x);
        Vector256<double> r1 = Vector256.Load(x + xs);
        Vector256<double> r2 = Vector256.Load(x + 2 * xs);
        Vector256<double> r3 = Vector256.Load(x + 3 * xs);
        (Vector256<double> a0, Vector256<double> a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        (Vector256<double> a2, Vector256<double> a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        Avx.Permute2x128(a0, a2, 0x20).Store(y);
        Avx.Permute2x128(a1, a3, 0x20).Store(y + ys);
        Avx.Permute2x128(a0, a2, 0x31).Store(y + 2 * ys);
        Avx.Permute2x128(a1, a3, 0x31).Store(y + 3 * ys);
    }
}
