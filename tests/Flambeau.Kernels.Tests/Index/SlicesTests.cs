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

    /// <summary>Groups of runs of slices: what threads share out gives what one addition after another gives, to the bit.</summary>
    [Theory]
    [InlineData(1, 50, 1, 700, 1)]
    [InlineData(1, 50, 1, 7, 100)]
    [InlineData(1, 300, 300, 1, 1)]
    [InlineData(300, 300, 1, 1, 1)]
    [InlineData(6, 90, 100, 1, 1)]
    [InlineData(2, 40, 9, 5, 33)]
    [InlineData(3, 1, 1, 1, 1)]
    [InlineData(2, 0, 3, 4, 1)]
    [InlineData(2, 3, 0, 4, 1)]
    [InlineData(0, 3, 2, 4, 1)]
    public void Slices_that_meet_are_added_in_order(int groups, int runs, int neighbours, int rows, int columns)
    {
        const int Places = 3;
        int size = rows * columns, count = groups * runs * neighbours;
        int[] sizes = [columns, rows], sources = [1, columns], strides = [rows, 1];
        float[] x = Near.Random<float>(1, count * size), y = Near.Random<float>(2, groups * Places * neighbours * size), expected = [.. y];
        int[] from = [.. Enumerable.Range(0, count).Select(i => i * size)];
        int[] to = [.. Enumerable.Range(0, count).Select(Place)];
        for (int i = 0; i < count; i++)
        {
            foreach ((int source, int target) in StridedCase.Offsets(sizes, sources).Zip(StridedCase.Offsets(sizes, strides)))
            {
                expected[to[i] + target] += x[from[i] + source];
            }
        }

        Kernels.Slices.Add(sizes, from, x, sources, to, y.AsSpan(), strides, new SliceOrder(groups, neighbours));
        Assert.True(expected.AsSpan().SequenceEqual(y));

        int Place(int slice)
        {
            (int run, int neighbour) = Math.DivRem(slice, neighbours);
            return ((((run / runs * Places) + (run * 7 % Places)) * neighbours) + neighbour) * size;
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
