namespace Flambeau.Kernels.Tests;

public class StridedCopyTests
{
    private static void CopyIsExact<T>(int[] sizes, int[] xs, int[] ys, Func<int, T> make)
        where T : unmanaged
    {
        T[] x = [.. Enumerable.Range(1, StridedCase.Length(sizes, xs)).Select(make)];
        var y = new T[StridedCase.Length(sizes, ys)];
        var expected = new T[y.Length];
        foreach ((int to, int from) in StridedCase.Offsets(sizes, ys).Zip(StridedCase.Offsets(sizes, xs)))
        {
            expected[to] = x[from];
        }

        Strided.Copy(sizes, x, xs, y.AsSpan(), ys);
        Assert.Equal(expected, y);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 90)]
    [InlineData(2, 260)]
    [InlineData(3, 30)]
    [InlineData(4, 18)]
    [InlineData(5, 7)]
    public void Copies_any_strides_of_every_element_size(int rank, int most)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed * 31 + rank);
            int[] sizes = StridedCase.Sizes(random, rank, most);
            int[] xs = StridedCase.Permuted(random, sizes, gaps: seed % 3 == 0, broadcast: seed % 4 == 0);
            int[] ys = StridedCase.Permuted(random, sizes, gaps: seed % 5 == 0, broadcast: false);
            CopyIsExact(sizes, xs, ys, i => (float)i);
            CopyIsExact(sizes, xs, ys, i => (double)i);
            CopyIsExact(sizes, xs, ys, i => (short)i);
            CopyIsExact(sizes, xs, ys, i => (byte)i);
        }
    }

    [Theory]
    [InlineData(2, 3, 33, 47)]
    [InlineData(1, 64, 56, 56)]
    [InlineData(2, 130, 9, 15)]
    [InlineData(3, 1, 8, 8)]
    public void Images_change_layout_and_back(int n, int c, int h, int w)
    {
        int[] sizes = [n, c, h, w];
        int[] planes = StridedCase.Contiguous(sizes);
        int[] channelsLast = [c * h * w, 1, c * w, c];
        CopyIsExact(sizes, planes, channelsLast, i => (float)i);
        CopyIsExact(sizes, channelsLast, planes, i => (float)i);
        CopyIsExact(sizes, planes, channelsLast, i => (long)i);
        CopyIsExact(sizes, channelsLast, planes, i => (Half)i);
    }

    [Fact]
    public void Fill_touches_only_the_view()
    {
        var y = new int[60];
        Strided.Fill([3, 4], 7, y.AsSpan(2), [20, 3]);
        for (int i = 0; i < y.Length; i++)
        {
            bool inside = i >= 2 && (i - 2) % 20 % 3 == 0 && (i - 2) % 20 / 3 < 4 && (i - 2) / 20 < 3;
            Assert.Equal(inside ? 7 : 0, y[i]);
        }
    }

    [Fact]
    public void Fill_of_a_large_span()
    {
        var y = new float[100_001];
        Strided.Fill([100_001], 2.5f, y.AsSpan(), [1]);
        Assert.DoesNotContain(y, v => v != 2.5f);
    }
}
