namespace Flambeau.Kernels.Tests;

public class ReduceEdgeTests
{
    private static TOut Full<TIn, TOut, TReducer>(TIn[] x, TReducer reducer)
        where TIn : unmanaged
        where TOut : unmanaged
        where TReducer : struct, IReducer<TIn, TOut>
    {
        var y = new TOut[1];
        Reduce.Run<TIn, TOut, TReducer>([x.Length], x, [1], [true], reducer, y.AsSpan());
        return y[0];
    }

    [Fact]
    public void No_elements()
    {
        Assert.Equal(0f, Full<float, float, SumReducer<float>>([], default));
        Assert.Equal(1f, Full<float, float, ProdReducer<float>>([], default));
        Assert.Equal(float.NaN, Full<float, float, MeanReducer<float>>([], default));
        Assert.Equal(float.NegativeInfinity, Full<float, float, LogSumExpReducer<float>>([], default));
        Assert.Equal(float.NaN, Full<float, float, VarianceReducer<float>>([], new(1)));
        Assert.False(Full<bool, bool, AnyReducer>([], default));
        Assert.True(Full<bool, bool, AllReducer>([], default));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(9000)]
    [InlineData(140_000)]
    public void Not_a_number_wins_and_the_first_one_is_named(int length)
    {
        for (int at = 0; at < length; at += 1 + length / 7)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(i => (float)(i % 13))];
            x[at] = float.NaN;
            x[^1] = float.NaN;
            Assert.Equal(float.NaN, Full<float, float, MaxReducer<float>>(x, default));
            Assert.Equal(float.NaN, Full<float, float, MinReducer<float>>(x, default));
            Assert.Equal(float.NaN, Full<float, float, LogSumExpReducer<float>>(x, default));
            Assert.Equal(at, Full<float, long, ArgMaxReducer<float>>(x, default));
            Assert.Equal(at, Full<float, long, ArgMinReducer<float>>(x, default));
        }
    }

    [Fact]
    public void Not_a_number_in_columns()
    {
        float[] x = [1, float.NaN, 3, 4, 5, 2, float.NaN, 1, float.NaN, 5];
        var index = new long[5];
        var largest = new float[5];
        Reduce.Run([2, 5], x, [5, 1], [true, false], default(ArgMaxReducer<float>), index.AsSpan());
        Reduce.Run([2, 5], x, [5, 1], [true, false], default(MaxReducer<float>), largest.AsSpan());
        Assert.Equal([1, 0, 0, 1, 0], index);
        Assert.Equal([2, float.NaN, 3, float.NaN, 5], largest);
    }

    [Fact]
    public void Infinities()
    {
        float inf = float.PositiveInfinity;
        Assert.Equal(-inf, Full<float, float, MaxReducer<float>>([.. Enumerable.Repeat(-inf, 40)], default));
        Assert.Equal(-inf, Full<float, float, LogSumExpReducer<float>>([-inf, -inf], default));
        Assert.Equal(inf, Full<float, float, LogSumExpReducer<float>>([1, inf, 2], default));
        Assert.Equal(MathF.Log(2) + 1000, Full<float, float, LogSumExpReducer<float>>([1000, -inf, 1000], default), 1e-4f);
        Assert.Equal(float.PositiveInfinity, Full<float, float, VarianceReducer<float>>([1, 2], new(2)));
    }

    [Fact]
    public void Positive_and_negative_zero_are_equal()
    {
        Assert.Equal(0, Full<float, long, ArgMaxReducer<float>>([-0f, 0f, -0f], default));
        Assert.Equal(0, Full<float, long, ArgMinReducer<float>>([0f, -0f, -0f], default));
    }

    [Fact]
    public void A_long_sum_is_the_exact_one()
    {
        // A running float sum would stop growing at 2^24.
        float[] x = [.. Enumerable.Repeat(1f, 20_000_001)];
        Assert.Equal(20_000_001f, Full<float, float, SumReducer<float>>(x, default));
    }

    [Fact]
    public void Columns_of_a_matrix()
    {
        float[] x = [.. Enumerable.Range(0, 1030 * 37).Select(i => (float)(i % 101) - 40)];
        var y = new float[37];
        Reduce.Run<float, float, SumReducer<float>>([1030, 37], x, [37, 1], [true, false], default, y);
        for (int c = 0; c < 37; c++)
        {
            Assert.Equal(Enumerable.Range(0, 1030).Sum(r => x[r * 37 + c]), y[c]);
        }
    }
}
