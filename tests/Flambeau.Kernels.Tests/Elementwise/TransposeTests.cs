namespace Flambeau.Kernels.Tests;

public unsafe class TransposeTests
{
    private static readonly int[] s_sizes = [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 48, 50];

    [Fact]
    public void Every_size_of_floats() => Check<float>(i => i);

    [Fact]
    public void Every_size_of_doubles() => Check<double>(i => i);

    [Fact]
    public void Every_size_of_shorts() => Check<short>(i => (short)i);

    private static void Check<T>(Func<int, T> number)
        where T : unmanaged
    {
        foreach (int rows in s_sizes)
        {
            foreach (int columns in s_sizes)
            {
                Compare(rows, columns, number);
            }
        }
    }

    private static void Compare<T>(int rows, int columns, Func<int, T> number)
        where T : unmanaged
    {
        int xStride = rows + 2, yStride = columns + 3;
        int xLength = columns == 0 ? 0 : ((columns - 1) * xStride) + rows, yLength = rows == 0 ? 0 : ((rows - 1) * yStride) + columns;
        using var x = new GuardedBuffer<T>([.. Enumerable.Range(1, xLength).Select(number)]);
        using var y = new GuardedBuffer<T>(new T[yLength]);
        fixed (T* source = x.Span, target = y.Span)
        {
            Transpose.Copy(rows, columns, source, xStride, target, yStride);
        }

        for (int i = 0; i < yLength; i++)
        {
            (int r, int c) = Math.DivRem(i, yStride);
            Assert.Equal(c < columns ? number((c * xStride) + r + 1) : default, y.Span[i]);
        }
    }
}
