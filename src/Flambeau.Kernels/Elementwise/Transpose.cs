using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Transposed copy of one tile: what lies together in the source is spread out, and the reverse.</summary>
internal static unsafe partial class Transpose
{
    /// <summary>Writes <c>y[r * yStride + c] = x[c * xStride + r]</c> for every row and column.</summary>
    public static void Copy<T>(int rows, int columns, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        int side = sizeof(T) is 4 or 8 ? (Isa.Use256 ? 32 : Isa.Use128 ? 16 : 0) / sizeof(T) : 0;
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
                    Block(side, from, xStride, to, yStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<T>(int side, T* x, nint xs, T* y, nint ys)
        where T : unmanaged
    {
        bool isWide = side * sizeof(T) == 32;
        if (sizeof(T) == 4 && isWide)
        {
            Block8((float*)x, xs, (float*)y, ys);
        }
        else if (sizeof(T) == 4)
        {
            Block4((float*)x, xs, (float*)y, ys);
        }
        else if (isWide)
        {
            Block4((double*)x, xs, (double*)y, ys);
        }
        else
        {
            Block2((double*)x, xs, (double*)y, ys);
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
}
