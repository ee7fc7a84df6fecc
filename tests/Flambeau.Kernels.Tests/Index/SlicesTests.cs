using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class SlicesTests
{
    /// <summary>Slices of one element, around the vectors of every width, and of two dimensions.</summary>
    public static TheoryData<int, int> Slices => new()
    {
        { 1, 1 }, { 1, 3 }, { 1, 7 }, { 1, 8 }, { 1, 9 }, { 1, 16 }, { 1, 33 }, { 1, 65 }, { 1, 1025 }, { 3, 5 }, { 4, 17 }, { 33, 31 },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slices_go_where_they_are_sent(int rows, int columns)
    {
        foreach (int shape in (int[])[0, 1, 2])
        {
            Check(rows, columns, shape, i => (float)i);
            Check(rows, columns, shape, i => (double)i);
            Check(rows, columns, shape, i => (long)i);
            Check(rows, columns, shape, i => (byte)(i % 11));
        }
    }

    private static void Check<T>(int rows, int columns, int shape, Func<int, T> make)
        where T : unmanaged, INumber<T>
    {
        const int Count = 9;
        int size = rows * columns;
        int[] sizes = columns == 1 ? [] : rows == 1 ? [columns] : [rows, columns];
        int[] strides = columns == 1 ? [] : rows == 1 ? [1] : [columns, 1];
        int[] sources = columns == 1 ? [] : shape == 0 ? strides : rows == 1 ? [Count] : [columns * Count, Count];
        int distance = shape == 0 ? size : 1;
        T[] x = [.. Enumerable.Range(1, size * Count).Select(make)];
        int[] from = [.. Enumerable.Range(0, Count).Select(i => (Count - 1 - i) * distance)];
        // the last shape sends two slices to each place: the later one stays, or both are added
        int[] to = [.. Enumerable.Range(0, Count).Select(i => (shape == 2 ? i / 2 : i * 4 % Count) * size)];

        T[] y = [.. Enumerable.Repeat(make(3), size * Count)], copied = [.. y], added = [.. y];
        for (int i = 0; i < Count; i++)
        {
            foreach ((int source, int target) in StridedCase.Offsets(sizes, sources).Zip(StridedCase.Offsets(sizes, strides)))
            {
                copied[to[i] + target] = x[from[i] + source];
                added[to[i] + target] += x[from[i] + source];
            }
        }

        T[] actual = [.. y];
        Kernels.Slices.Copy(sizes, from, x, sources, to, disjoint: shape < 2, actual.AsSpan(), strides);
        Assert.Equal(copied, actual);
        y.CopyTo(actual, 0);
        Kernels.Slices.Add(sizes, from, x, sources, to, actual.AsSpan(), strides);
        Assert.Equal(added, actual);
    }
}
