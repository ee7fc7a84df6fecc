using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Transposed copy of one tile: what lies together in the source is spread out, and the reverse.</summary>
internal static unsafe partial class Transpose
{
    // Blocks of 512-bit vectors of floats.
    private const int LargeSide = 16;

    /// <summary>Writes <c>y[r * yStride + c] = x[c * xStride + r]</c> for every row and column.</summary>
    public static void Copy<T>(int rows, int columns, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        int row = 0;
        if (sizeof(T) == 4 && Isa.Use512 && columns % LargeSide == 0)
        {
            row = rows - (rows % LargeSide);
            Blocks(LargeSide, row, columns, x, xStride, y, yStride);
        }

        int side = sizeof(T) is 4 or 8 ? (Isa.Use256 ? 32 : Isa.Use128 ? 16 : 0) / sizeof(T) : 0;
        if (side > 0)
        {
            int count = (rows - row) / side * side, wholeColumns = columns - (columns % side);
            Blocks(side, count, wholeColumns, x + row, xStride, y + ((nint)row * yStride), yStride);
            Scalar(row, row + count, wholeColumns, columns, x, xStride, y, yStride);
            row += count;
        }

        Scalar(row, rows, 0, columns, x, xStride, y, yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<T>(int side, int rows, int columns, T* x, int xStride, T* y, int yStride)
        where T : unmanaged
    {
        // Two small blocks side by side take a whole source line before it can leave the cache.
        int step = side == LargeSide ? side : 2 * side;
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
        if (side == LargeSide)
        {
            Block16((float*)x, xs, (float*)y, ys);
        }
        else if (sizeof(T) == 4 && isWide)
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
