using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Running sums and products against one addition after another, to the bit.</summary>
public class CumulativeTests
{
    /// <summary>Outer, length and inner: lines in fours and a rest, columns around vectors, chunks and cuts between threads.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 9, 1 }, { 3, 5, 1 }, { 4, 7, 1 }, { 9, 1001, 1 }, { 101, 999, 1 }, { 2, 0, 3 }, { 0, 4, 1 }, { 3, 4, 0 },
        { 1, 5, 2 }, { 2, 3, 7 }, { 2, 3, 8 }, { 3, 2, 9 }, { 2, 4, 31 }, { 2, 4, 33 }, { 1, 900, 65 }, { 1, 700, 129 }, { 1, 70, 1023 }, { 3, 40, 1025 }, { 1, 50, 4099 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_line_is_accumulated_in_order(int outer, int length, int inner)
    {
        Check<float, double>(outer, length, inner);
        Check<double, double>(outer, length, inner);
        Check<long, long>(outer, length, inner);
        Check<int, int>(outer, length, inner);
    }

    [Fact]
    public void What_is_not_finite_stays_to_the_end_of_its_line()
    {
        float[] x = [1, float.NaN, 2, 3, float.PositiveInfinity, float.NegativeInfinity], y = new float[6];
        Cumulative.Sum<float>(2, 3, 1, x, y);
        Assert.Equal([1, float.NaN, float.NaN, 3, float.PositiveInfinity, float.NaN], y);
        Cumulative.Sum<float>(1, 3, 2, x, y);
        Assert.Equal([1, float.NaN, 3, float.NaN, float.PositiveInfinity, float.NaN], y);
    }

    private static void Check<T, TSum>(int outer, int length, int inner)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        T[] x = Near.Random<T>(length, outer * length * inner, -3, 3), y = new T[x.Length];
        Cumulative.Sum<T>(outer, length, inner, x, y);
        Assert.True(Expected(TSum.Zero, (sum, value) => sum + value).AsSpan().SequenceEqual(y), $"sum of {typeof(T).Name}");
        Cumulative.Product<T>(outer, length, inner, x, y);
        Assert.True(Expected(TSum.One, (sum, value) => sum * value).AsSpan().SequenceEqual(y), $"product of {typeof(T).Name}");

        T[] Expected(TSum start, Func<TSum, TSum, TSum> next)
        {
            var expected = new T[x.Length];
            for (int line = 0; line < outer * inner; line++)
            {
                TSum sum = start;
                for (int i = 0; i < length; i++)
                {
                    int at = (((line / inner * length) + i) * inner) + (line % inner);
                    sum = next(sum, TSum.CreateTruncating(x[at]));
                    expected[at] = T.CreateTruncating(sum);
                }
            }

            return expected;
        }
    }
}
