using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Reductions down columns: around vectors and tiles of columns, and around tiles and blocks of rows.</summary>
[Collection(nameof(Threads))]
public class ColumnReduceTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int columns in new[] { 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 65, 1023, 1024, 1025 })
            {
                foreach (int rows in columns > 1000 ? new[] { 2, 33, 513 } : [2, 3, 31, 32, 33, 129, 511, 512, 513, 1537])
                {
                    sizes.Add(rows, columns);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Variances(int rows, int columns)
    {
        Check<float, float, VarianceReducer<float>>(Offset<float>(rows * columns), columns, new(1), Variance, 1e-6);
        Check<double, double, VarianceReducer<double>>(Offset<double>(rows * columns), columns, new(1), Variance, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Logarithms_of_sums_of_exponentials(int rows, int columns)
    {
        float[] x = Near.Random<float>(rows, rows * columns, -90, 90);
        Check<float, float, LogSumExpReducer<float>>(x, columns, default, LogSumExp, 1e-6);
        Check<double, double, LogSumExpReducer<double>>(
            Near.Random<double>(rows, rows * columns, -800, 800), columns, default, LogSumExp, 1e-13);
    }

    /// <summary>Largest elements that come late, or never, and none at all.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Logarithms_of_sums_with_infinities(int rows, int columns)
    {
        Special<float>(rows, columns, default(LogSumExpReducer<float>), 1e-6);
        Special<double>(rows, columns, default(LogSumExpReducer<double>), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Places_with_ties(int rows, int columns)
    {
        Places(Ties<float>(rows, columns), columns);
        Places(Ties<double>(rows, columns), columns);
        Places(Ties<long>(rows, columns), columns);
        Places(Ties<int>(rows, columns), columns);
        Places(Ties<short>(rows, columns), columns);
        Places(Ties<sbyte>(rows, columns), columns);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Places_of_numbers_that_are_none(int rows, int columns)
    {
        PlacesOfSpecials<float>(rows, columns);
        PlacesOfSpecials<double>(rows, columns);
    }

    [Theory]
    [InlineData(5003, 13)]
    [InlineData(700, 1031)]
    [InlineData(40, 5000)]
    public void Results_do_not_depend_on_the_number_of_threads(int rows, int columns)
    {
        Threads.Agree(room => Every<float>(room, rows, columns));
        Threads.Agree(room => Every<double>(room, rows, columns));
    }

    private static void Every<T>(GuardedRoom room, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> x = room.Random<T>(rows * columns);
        Reduce.Run([rows, columns], x, [columns, 1], [true, false], new VarianceReducer<T>(1), room.Out<T>(columns));
        Reduce.Run([rows, columns], x, [columns, 1], [true, false], default(LogSumExpReducer<T>), room.Out<T>(columns));
        Reduce.Run([rows, columns], x, [columns, 1], [true, false], default(ArgMaxReducer<T>), room.Take(new long[columns]));
    }

    private static T[] Offset<T>(int length)
        where T : INumber<T> => Near.Random<T>(length, length, 1000, 1001);

    private static T[] Ties<T>(int rows, int columns)
        where T : INumber<T> => [.. Near.Random<int>(columns, rows * columns, -3, 4).Select(T.CreateChecked)];

    private static T[] Specials<T>(int rows, int columns)
        where T : IFloatingPointIeee754<T>
    {
        // Columns of lowest numbers alone, and zeros of both signs, among what is drawn.
        T[] kinds = [T.NegativeInfinity, T.NegativeInfinity, T.NegativeInfinity, T.Zero, -T.Zero, T.One, T.PositiveInfinity, T.NaN];
        var random = new Random(rows);
        return [.. Enumerable.Range(0, rows * columns).Select(i => kinds[random.Next(1 + (i % columns % kinds.Length))])];
    }

    private static void PlacesOfSpecials<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Specials<T>(rows, columns);
        Check<T, long, ArgMaxReducer<T>>(x, columns, default, g => FirstBest(g, (a, b) => a > b), 0);
        Check<T, long, ArgMinReducer<T>>(x, columns, default, g => FirstBest(g, (a, b) => a < b), 0);
    }

    private static void Places<T>(T[] x, int columns)
        where T : unmanaged, INumber<T>
    {
        Check<T, long, ArgMaxReducer<T>>(x, columns, default, g => Array.IndexOf(g, g.Max()), 0);
        Check<T, long, ArgMinReducer<T>>(x, columns, default, g => Array.IndexOf(g, g.Min()), 0);
    }

    private static void Special<T>(int rows, int columns, LogSumExpReducer<T> reducer, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check<T, T, LogSumExpReducer<T>>(Specials<T>(rows, columns), columns, reducer, LogSumExp, tolerance);
        T[] rising = [.. Enumerable.Range(0, rows * columns).Select(
            i => i / columns < rows / 2 ? T.NegativeInfinity : T.CreateTruncating(((i / columns) - rows) * 3))];
        Check<T, T, LogSumExpReducer<T>>(rising, columns, reducer, LogSumExp, tolerance);
    }

    private static double FirstBest<T>(T[] x, Func<T, T, bool> better)
        where T : IFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 1; i < x.Length && !T.IsNaN(x[best]); i++)
        {
            best = T.IsNaN(x[i]) || better(x[i], x[best]) ? i : best;
        }

        return best;
    }

    private static double Variance<T>(T[] x)
        where T : INumber<T>
    {
        double mean = Near.Wide(x).Average();
        return Near.Wide(x).Sum(v => (v - mean) * (v - mean)) / (x.Length - 1);
    }

    private static double LogSumExp<T>(T[] x)
        where T : INumber<T>
    {
        double[] wide = Near.Wide(x);
        double largest = wide.Any(double.IsNaN) ? double.NaN : wide.Max();
        return double.IsFinite(largest) ? largest + Math.Log(wide.Sum(v => Math.Exp(v - largest))) : largest;
    }

    private static void Check<T, TOut, TReducer>(
        T[] x, int columns, TReducer reducer, Func<T[], double> expected, double tolerance)
        where T : unmanaged
        where TOut : unmanaged, INumber<TOut>
        where TReducer : struct, IReducer<T, TOut>
    {
        int rows = x.Length / columns;
        var y = new TOut[columns];
        Reduce.Run([rows, columns], x, [columns, 1], [true, false], reducer, y.AsSpan());
        for (int j = 0; j < columns; j++)
        {
            double wanted = expected([.. Enumerable.Range(0, rows).Select(r => x[(r * columns) + j])]);
            double got = double.CreateTruncating(y[j]);
            Assert.True(
                wanted.Equals(got) || Math.Abs(wanted - got) <= tolerance * Math.Max(1, Math.Abs(wanted)),
                $"expected {wanted}, got {got} in column {j} of [{rows}, {columns}]");
        }
    }
}
