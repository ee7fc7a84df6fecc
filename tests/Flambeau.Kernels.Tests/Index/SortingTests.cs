namespace Flambeau.Kernels.Tests;

public class SortingTests
{
    private static void Check<T>(int rows, int n, Func<Random, T> make, Comparison<T> compare)
        where T : unmanaged
    {
        var random = new Random(rows + n);
        T[] x = [.. Enumerable.Range(0, rows * n).Select(_ => make(random))];
        foreach (bool descending in new[] { false, true })
        {
            foreach (int k in new[] { 0, 1, Math.Min(n, 5), n / 2, n })
            {
                var values = new T[rows * k];
                var indices = new long[rows * k];
                Sorting.TopK<T>(rows, n, k, x, descending, values, indices);
                for (int row = 0; row < rows; row++)
                {
                    int start = row * n;
                    Comparer<T> order = Comparer<T>.Create((a, b) => descending ? compare(b, a) : compare(a, b));
                    int[] wanted = [.. Enumerable.Range(0, n).OrderBy(i => x[start + i], order).Take(k)];
                    Assert.Equal(wanted, indices[(row * k)..((row + 1) * k)].Select(i => (int)i));
                    Assert.Equal(wanted.Select(i => x[start + i]), values[(row * k)..((row + 1) * k)]);
                }
            }
        }
    }

    // NaN above everything and equal to itself, both zeros equal.
    private static int Order(double a, double b) =>
        double.IsNaN(a) ? (double.IsNaN(b) ? 0 : 1) : double.IsNaN(b) ? -1 : a < b ? -1 : a > b ? 1 : 0;

    private static double Awkward(Random random) => random.Next(12) switch
    {
        0 => double.NaN,
        1 => 0.0,
        2 => -0.0,
        3 => double.PositiveInfinity,
        4 => double.NegativeInfinity,
        5 or 6 => random.Next(-3, 4),
        _ => random.NextDouble() * 200 - 100,
    };

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 10)]
    [InlineData(4, 100)]
    [InlineData(2, 3001)]
    public void Every_type(int rows, int n)
    {
        Check(rows, n, r => (float)Awkward(r), (a, b) => Order(a, b));
        Check(rows, n, Awkward, Order);
        Check(rows, n, r => (Half)Awkward(r), (a, b) => Order((double)a, (double)b));
        Check(rows, n, r => r.NextInt64(long.MinValue, long.MaxValue), (a, b) => a.CompareTo(b));
        Check(rows, n, r => r.Next(-5, 5), (a, b) => a.CompareTo(b));
        Check(rows, n, r => (short)r.Next(short.MinValue, short.MaxValue), (a, b) => a.CompareTo(b));
        Check(rows, n, r => (sbyte)r.Next(-128, 128), (a, b) => a.CompareTo(b));
        Check(rows, n, r => (byte)r.Next(256), (a, b) => a.CompareTo(b));
        Check(rows, n, r => r.Next(2) == 0, (a, b) => a.CompareTo(b));
    }

    [Fact]
    public void Sorted_and_reversed_rows_are_selected_from_as_well()
    {
        float[] up = [.. Enumerable.Range(0, 5000).Select(i => (float)i)];
        float[] x = [.. up, .. up.Reverse()];
        var values = new float[14];
        var indices = new long[14];
        Sorting.TopK<float>(2, 5000, 7, x, true, values, indices);
        Assert.Equal([4999, 4998, 4997, 4996, 4995, 4994, 4993, 4999, 4998, 4997, 4996, 4995, 4994, 4993], values);
        Assert.Equal([4999, 4998, 4997, 4996, 4995, 4994, 4993, 0, 1, 2, 3, 4, 5, 6], indices);
    }
}
