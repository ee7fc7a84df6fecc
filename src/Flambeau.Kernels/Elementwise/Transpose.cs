using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>Transposed copy of one tile: what lies together in the source is spread out, and the reverse.</summary>
internal static unsafe class Transpose
{
    /// <summary>Writes <c>y[r * yStride + c] = x[c * xStride + r]</c> for every row and column.</summary>
    public static void Copy<T>(int rows, int columns, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        int side = Avx.IsSupported ? (sizeof(T) == 4 ? 8 : sizeof(T) == 8 ? 4 : 0) : 0;
        int wholeRows = 0;
        int wholeColumns = 0;
        if (side > 0)
        {
            wholeRows = rows - rows % side;
            wholeColumns = columns - columns % side;
            Blocks(side, wholeRows, wholeColumns, x, xStride, y, yStride);
        }

        Scalar(0, wholeRows, wholeColumns, columns, x, xStride, y, yStride);
        Scalar(wholeRows, rows, 0, columns, x, xStride, y, yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<T>(int side, int rows, int columns, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        // Two blocks side by side take a whole source line before it can leave the cache.
        int step = 2 * side;
        for (int r = 0; r < rows; r += step)
        {
            for (int c = 0; c < columns; c += side)
            {
                for (int i = r; i < Math.Min(r + step, rows); i += side)
                {
                    T* from = x + i + (nint)c * xStride;
                    T* to = y + c + (nint)i * yStride;
                    if (sizeof(T) == 4)
                    {
                        Block8((float*)from, xStride, (float*)to, yStride);
                    }
                    else
                    {
                        Block4((double*)from, xStride, (double*)to, yStride);
                    }
                }
            }
        }
    }

    private static void Scalar<T>(
        int rowFrom, int rowTo, int columnFrom, int columnTo, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        for (int r = rowFrom; r < rowTo; r++)
        {
            for (int c = columnFrom; c < columnTo; c++)
            {
                y[(nint)r * yStride + c] = x[(nint)c * xStride + r];
            }
        }
    }

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
