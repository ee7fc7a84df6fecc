using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// Compares results with expected ones in double precision, relative to the largest expected value or, where terms cancel, to theirs.
/// </summary>
internal static class Near
{
    public static void Equal<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, double terms = 1e-30)
        where T : unmanaged, INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = terms;
        foreach (double value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double got = double.CreateTruncating(actual[i]);
            if (!(Math.Abs(expected[i] - got) <= tolerance * scale))
            {
                Assert.Fail($"expected {expected[i]}, got {got} at {i} of {expected.Length} (largest {scale})");
            }
        }
    }

    /// <summary>The tolerance that rounding in a type explains.</summary>
    public static double Rounding<T>() => typeof(T) == typeof(float) ? 2e-6 : 1e-11;

    public static T[] Random<T>(int seed, int length, double from = -2, double to = 2)
        where T : INumber<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating(random.NextDouble() * (to - from) + from);
        }

        return values;
    }

    public static double[] Wide<T>(T[] x)
        where T : INumber<T> => [.. x.Select(double.CreateTruncating)];
}
