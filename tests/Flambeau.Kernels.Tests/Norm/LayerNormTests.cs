using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Layer and group norms against their definitions, written out for any set of normalised elements.</summary>
public class LayerNormTests
{
    private const double Eps = 1e-5;

    /// <summary>Output and gradients of normalising groups of elements; parameter[i] is the parameter of element i.</summary>
    private static (double[] Y, double[] Dx, double[] DGamma, double[] DBeta) Reference(
        double[] x, double[] dy, int[][] groups, int[] parameter, double[] gamma, double[] beta)
    {
        (double[] y, double[] dx) = (new double[x.Length], new double[x.Length]);
        (double[] dGamma, double[] dBeta) = (new double[gamma.Length], new double[gamma.Length]);
        foreach (int[] group in groups)
        {
            double mean = group.Average(i => x[i]);
            double inv = 1 / Math.Sqrt(group.Average(i => (x[i] - mean) * (x[i] - mean)) + Eps);
            double meanG = group.Average(i => dy[i] * gamma[parameter[i]]);
            double meanGN = group.Average(i => dy[i] * gamma[parameter[i]] * (x[i] - mean) * inv);
            foreach (int i in group)
            {
                double n = (x[i] - mean) * inv;
                y[i] = n * gamma[parameter[i]] + beta[parameter[i]];
                dx[i] = inv * (dy[i] * gamma[parameter[i]] - meanG - n * meanGN);
                dGamma[parameter[i]] += dy[i] * n;
                dBeta[parameter[i]] += dy[i];
            }
        }

        return (y, dx, dGamma, dBeta);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(7, 4)]
    [InlineData(6, 5)]
    [InlineData(4, 7)]
    [InlineData(9, 8)]
    [InlineData(8, 9)]
    [InlineData(17, 15)]
    [InlineData(16, 16)]
    [InlineData(15, 17)]
    [InlineData(4, 31)]
    [InlineData(3, 32)]
    [InlineData(33, 40)]
    [InlineData(100, 768)]
    [InlineData(65, 1025)]
    [InlineData(2, 65_536)]
    [InlineData(34, 65_537)]
    [InlineData(1, 200_001)]
    public void Layers(int rows, int features)
    {
        Layer<float>(rows, features);
        Layer<double>(rows, features);
    }

    private static void Layer<T>(int rows, int features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(1, rows * features, -1, 3);
        T[] dy = Near.Random<T>(2, rows * features);
        T[] gamma = Near.Random<T>(3, features);
        T[] beta = Near.Random<T>(4, features);
        (T[] y, T[] mean, T[] inv) = (new T[x.Length], new T[rows], new T[rows]);
        (T[] dx, T[] dGamma, T[] dBeta) = (new T[x.Length], new T[features], new T[features]);
        int[][] groups = [.. Enumerable.Range(0, rows).Select(
            r => Enumerable.Range(r * features, features).ToArray())];
        int[] parameter = [.. Enumerable.Range(0, x.Length).Select(i => i % features)];
        var wanted = Reference(Near.Wide(x), Near.Wide(dy), groups, parameter, Near.Wide(gamma), Near.Wide(beta));

        LayerNorm.Forward<T>(rows, features, x, gamma, beta, Eps, y, mean, inv);
        LayerNorm.Backward<T>(rows, features, x, dy, mean, inv, gamma, dx, dGamma, dBeta);
        Near.Equal<T>(wanted.Y, y, Near.Rounding<T>());
        Near.Equal<T>(wanted.Dx, dx, 4 * Near.Rounding<T>());
        Near.Equal<T>(wanted.DGamma, dGamma, 2 * Near.Rounding<T>());
        Near.Equal<T>(wanted.DBeta, dBeta, 2 * Near.Rounding<T>());

        double[] ones = [.. Enumerable.Repeat(1.0, features)];
        wanted = Reference(Near.Wide(x), Near.Wide(dy), groups, parameter, ones, new double[features]);
        LayerNorm.Forward<T>(rows, features, x, [], [], Eps, y, mean, inv);
        LayerNorm.Backward<T>(rows, features, x, dy, mean, inv, [], dx, [], []);
        Near.Equal<T>(wanted.Y, y, Near.Rounding<T>());
        Near.Equal<T>(wanted.Dx, dx, 4 * Near.Rounding<T>());
    }

    [Theory]
    [InlineData(1, 9, 4, 2)]
    [InlineData(3, 25, 12, 3)]
    [InlineData(2, 49, 32, 32)]
    [InlineData(2, 700, 34, 1)]
    [InlineData(70, 1, 18, 2)]
    [InlineData(67, 5, 3, 3)]
    [InlineData(33, 4, 136, 8)]
    [InlineData(2, 3001, 48, 4)]
    public void Groups(int n, int pixels, int channels, int groups)
    {
        Group<float>(n, pixels, channels, groups);
        Group<double>(n, pixels, channels, groups);
    }

    private static void Group<T>(int n, int pixels, int channels, int groups)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = n * pixels * channels;
        int size = channels / groups;
        T[] x = Near.Random<T>(1, length, -1, 3);
        T[] dy = Near.Random<T>(2, length);
        T[] gamma = Near.Random<T>(3, channels);
        T[] beta = Near.Random<T>(4, channels);
        (T[] y, double[] mean, T[] inv) = (new T[length], new double[n * groups], new T[n * groups]);
        (T[] dx, T[] dGamma, T[] dBeta) = (new T[length], new T[channels], new T[channels]);
        int[][] members = [.. Enumerable.Range(0, length)
            .GroupBy(i => (i / (pixels * channels), i % channels / size)).Select(g => g.ToArray())];
        int[] parameter = [.. Enumerable.Range(0, length).Select(i => i % channels)];
        var wanted = Reference(Near.Wide(x), Near.Wide(dy), members, parameter, Near.Wide(gamma), Near.Wide(beta));

        GroupNorm.Forward<T>(n, pixels, channels, groups, x, gamma, beta, Eps, y, mean, inv);
        GroupNorm.Backward<T>(n, pixels, channels, groups, x, dy, mean, inv, gamma, dx, dGamma, dBeta);
        Near.Equal<T>(wanted.Y, y, 4 * Near.Rounding<T>());
        Near.Equal<T>(wanted.Dx, dx, 8 * Near.Rounding<T>());
        Near.Equal<T>(wanted.DGamma, dGamma, 4 * Near.Rounding<T>());
        Near.Equal<T>(wanted.DBeta, dBeta, 4 * Near.Rounding<T>());
    }
}
