using System.Numerics.Tensors;

namespace Flambeau.Kernels.Tests;

public class StridedTests
{
    private readonly struct Negate : IUnaryKernel<float, double>
    {
        public void Invoke(ReadOnlySpan<float> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = -x[i];
            }
        }
    }

    private readonly struct Subtract : IBinaryKernel<float, float>
    {
        public void Invoke(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> d) =>
            TensorPrimitives.Subtract(x, y, d);

        public void Invoke(ReadOnlySpan<float> x, float y, Span<float> d) => TensorPrimitives.Subtract(x, y, d);

        public void Invoke(float x, ReadOnlySpan<float> y, Span<float> d) => TensorPrimitives.Subtract(x, y, d);
    }

    private readonly struct Where : ITernaryKernel<bool, float, float, float>
    {
        public bool Streams => false;

        public void Invoke(ReadOnlySpan<bool> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> d)
        {
            for (int i = 0; i < x.Length; i++)
            {
                d[i] = x[i] ? y[i] : z[i];
            }
        }
    }

    public static TheoryData<int, int> Ranks => new()
    {
        { 0, 1 }, { 1, 1 }, { 1, 3 }, { 1, 1025 }, { 1, 40000 }, { 2, 7 }, { 2, 70 }, { 2, 300 },
        { 3, 5 }, { 3, 40 }, { 4, 4 }, { 4, 17 }, { 5, 9 }, { 6, 4 },
    };

    [Theory, MemberData(nameof(Ranks))]
    public void Unary_any_strides(int rank, int most)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            int[] sizes = StridedCase.Sizes(random, rank, most);
            int[] xs = StridedCase.Permuted(random, sizes, gaps: true, broadcast: true);
            int[] ys = StridedCase.Permuted(random, sizes, gaps: seed % 2 == 0, broadcast: false);
            float[] x = StridedCase.Floats(random, StridedCase.Length(sizes, xs));
            var y = new double[StridedCase.Length(sizes, ys)];
            var expected = new double[y.Length];
            foreach ((int to, int from) in StridedCase.Offsets(sizes, ys).Zip(StridedCase.Offsets(sizes, xs)))
            {
                expected[to] = -x[from];
            }

            Strided.Unary(sizes, x, xs, default(Negate), y.AsSpan(), ys);
            Assert.Equal(expected, y);
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public void Binary_any_strides(int rank, int most)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            int[] sizes = StridedCase.Sizes(random, rank, most);
            int[] xs = StridedCase.Permuted(random, sizes, gaps: seed > 6, broadcast: true);
            int[] ys = StridedCase.Permuted(random, sizes, gaps: false, broadcast: true);
            int[] ds = seed % 3 == 0 ? StridedCase.Contiguous(sizes) : StridedCase.Permuted(random, sizes, seed > 8, false);
            float[] x = StridedCase.Floats(random, StridedCase.Length(sizes, xs));
            float[] y = StridedCase.Floats(random, StridedCase.Length(sizes, ys));
            var d = new float[StridedCase.Length(sizes, ds)];
            var expected = new float[d.Length];
            foreach (((int to, int a), int b) in StridedCase.Offsets(sizes, ds)
                .Zip(StridedCase.Offsets(sizes, xs)).Zip(StridedCase.Offsets(sizes, ys)))
            {
                expected[to] = x[a] - y[b];
            }

            Strided.Binary(sizes, x, xs, y, ys, default(Subtract), d.AsSpan(), ds);
            Assert.Equal(expected, d);
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public void Ternary_any_strides(int rank, int most)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            int[] sizes = StridedCase.Sizes(random, rank, most);
            int[] xs = StridedCase.Permuted(random, sizes, gaps: false, broadcast: true);
            int[] ys = StridedCase.Permuted(random, sizes, gaps: true, broadcast: true);
            int[] zs = StridedCase.Permuted(random, sizes, gaps: false, broadcast: false);
            int[] ds = StridedCase.Permuted(random, sizes, gaps: seed > 3, broadcast: false);
            bool[] x = [.. StridedCase.Floats(random, StridedCase.Length(sizes, xs)).Select(v => v > 0)];
            float[] y = StridedCase.Floats(random, StridedCase.Length(sizes, ys));
            float[] z = StridedCase.Floats(random, StridedCase.Length(sizes, zs));
            var d = new float[StridedCase.Length(sizes, ds)];
            var expected = new float[d.Length];
            foreach ((((int to, int a), int b), int c) in StridedCase.Offsets(sizes, ds)
                .Zip(StridedCase.Offsets(sizes, xs)).Zip(StridedCase.Offsets(sizes, ys)).Zip(StridedCase.Offsets(sizes, zs)))
            {
                expected[to] = x[a] ? y[b] : z[c];
            }

            Strided.Ternary(sizes, x, xs, y, ys, z, zs, default(Where), d.AsSpan(), ds);
            Assert.Equal(expected, d);
        }
    }

    [Theory]
    [InlineData(new[] { 0 }, new[] { 1 })]
    [InlineData(new[] { 3, 0, 2 }, new[] { 0, 2, 1 })]
    public void Nothing_is_done_for_no_elements(int[] sizes, int[] strides)
    {
        Strided.Unary(sizes, ReadOnlySpan<float>.Empty, strides, default(Negate), Span<double>.Empty, strides);
        Strided.Copy(sizes, ReadOnlySpan<float>.Empty, strides, Span<float>.Empty, strides);
        Strided.Binary(sizes, ReadOnlySpan<float>.Empty, strides, [], strides, default(Subtract), Span<float>.Empty, strides);
    }

    [Fact]
    public void In_place_update_of_a_permuted_view()
    {
        var random = new Random(5);
        int[] sizes = [33, 5, 41];
        int[] strides = [1, 33 * 41, 33];
        float[] x = StridedCase.Floats(random, 33 * 5 * 41);
        float[] y = StridedCase.Floats(random, 41);
        float[] expected = [.. x];
        int i = 0;
        foreach (int to in StridedCase.Offsets(sizes, strides))
        {
            expected[to] -= y[i++ % 41];
        }

        Strided.Binary(sizes, x, strides, y, [0, 0, 1], default(Subtract), x.AsSpan(), strides);
        Assert.Equal(expected, x);
    }

    [Fact]
    public void Too_many_dimensions_are_refused()
    {
        int[] sizes = [.. Enumerable.Repeat(2, 17)];
        var error = Assert.Throws<ArgumentException>(
            () => Strided.Fill<float>(sizes, 1, new float[1], new int[17]));
        Assert.Equal("at most 16 dimensions of size above 1 are supported.", error.Message);
    }
}
