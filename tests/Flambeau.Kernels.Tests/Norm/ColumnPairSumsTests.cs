using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class ColumnPairSumsTests
{
    public static TheoryData<int> Columns => [.. Enumerable.Range(1, 36), 63, 64, 65, 1030];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Sums_of_every_width(int columns)
    {
        foreach (int rows in new[] { 1, 7, 8, 9, 17, 131, 1030 })
        {
            Check<float>(rows, columns);
            Check<double>(rows, columns);
        }
    }

    /// <summary>Not a number stays in its column, whether that is read alone, with others, or twice.</summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void Not_a_number_stays_in_its_column(int columns)
    {
        NotANumber<float>(columns);
        NotANumber<double>(columns);
    }

    private static void NotANumber<T>(int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int column in new[] { 0, columns / 2, columns - 1 })
        {
            T[] x = Near.Random<T>(1, 21 * columns);
            x[(13 * columns) + column] = T.NaN;
            var (sumD, sumDX) = (new double[columns], new double[columns]);
            ColumnPairSums.Run<T>(21, columns, x, x, default, sumD, sumDX);
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(j == column, double.IsNaN(sumD[j]));
                Assert.Equal(j == column, double.IsNaN(sumDX[j]));
            }
        }
    }

    private static void Check<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(1, rows * columns), d = Near.Random<T>(2, rows * columns), output = Near.Random<T>(3, rows * columns);
        T[] scale = Near.Random<T>(4, columns), shift = Near.Random<T>(5, columns);
        T six = T.CreateTruncating(6);
        Check(columns, x, x, default, (_, _) => true);
        Check(columns, d, x, default, (_, _) => true);
        Check(columns, d, x, PassedValues<T>.Of(Activation.ReLU, output), (i, _) => output[i] > T.Zero);
        Check(
            columns, d, x, PassedValues<T>.FromInput(Activation.ReLU6, scale, shift),
            (i, j) => (x[i] * scale[j]) + shift[j] is var v && v > T.Zero && v < six);
    }

    private static void Check<T>(int columns, T[] d, T[] x, PassedValues<T> passed, Func<int, int, bool> counts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (sumD, sumDX) = (new double[columns], new double[columns]);
        var (wantedD, wantedDX) = (new double[columns], new double[columns]);
        for (int i = 0; i < x.Length; i++)
        {
            int j = i % columns;
            double term = counts(i, j) ? double.CreateTruncating(d[i]) : 0;
            wantedD[j] += term;
            wantedDX[j] += term * double.CreateTruncating(x[i]);
        }

        ColumnPairSums.Run(x.Length / columns, columns, d, x, passed, sumD, sumDX);
        Near.Equal<double>(wantedD, sumD, 1e-13, x.Length / columns);
        Near.Equal<double>(wantedDX, sumDX, 1e-13, x.Length / columns);
    }
}
