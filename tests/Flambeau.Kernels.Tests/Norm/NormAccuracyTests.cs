using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// Gradients of many rows in float against float64, whose kernels are held to the definition elsewhere. Neither values nor gradients
/// lie around zero: then a gradient of gamma is the small difference of large sums.
/// </summary>
public class NormAccuracyTests
{
    private const double Eps = 1e-5, Lowest = 1, Highest = 3;

    [Theory]
    [InlineData(200_000, 3)]
    [InlineData(50_000, 16)]
    public void Batch_norm(int rows, int channels)
    {
        float[] x = Values(1, rows * channels), dy = Values(2, rows * channels), gamma = Values(3, channels);
        var narrow = Batch(rows, channels, x, dy, gamma);
        var wide = Batch(rows, channels, Near.Wide(x), Near.Wide(dy), Near.Wide(gamma));
        Check(wide, narrow);
    }

    [Theory]
    [InlineData(2, 50_000, 4, 4)]
    [InlineData(8, 3136, 32, 8)]
    public void Group_norm(int samples, int pixels, int channels, int groups)
    {
        int length = samples * pixels * channels;
        float[] x = Values(1, length), dy = Values(2, length), gamma = Values(3, channels);
        var narrow = Group(samples, pixels, channels, groups, x, dy, gamma);
        var wide = Group(samples, pixels, channels, groups, Near.Wide(x), Near.Wide(dy), Near.Wide(gamma));
        Check(wide, narrow);
    }

    private static float[] Values(int seed, int length) => Near.Random<float>(seed, length, Lowest, Highest);

    private static void Check((double[] Dx, double[] DGamma, double[] DBeta) wanted, (float[] Dx, float[] DGamma, float[] DBeta) got)
    {
        Near.Equal<float>(wanted.Dx, got.Dx, Near.Rounding<float>());
        Near.Equal<float>(wanted.DGamma, got.DGamma, Near.Rounding<float>());
        Near.Equal<float>(wanted.DBeta, got.DBeta, Near.Rounding<float>());
    }

    private static (T[] Dx, T[] DGamma, T[] DBeta) Batch<T>(int rows, int channels, T[] x, T[] dy, T[] gamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] dx, T[] dGamma, T[] dBeta) = (new T[x.Length], new T[channels], new T[channels]);
        var (mean, variance, invStd) = (new double[channels], new T[channels], new T[channels]);
        BatchNorm.Statistics<T>(rows, channels, x, mean, variance);
        BatchNorm.InverseDeviation<T>(variance, Eps, invStd);
        BatchNorm.Backward<T>(rows, channels, x, dy, default, mean, invStd, gamma, dx, dGamma, dBeta);
        return (dx, dGamma, dBeta);
    }

    private static (T[] Dx, T[] DGamma, T[] DBeta) Group<T>(int samples, int pixels, int channels, int groups, T[] x, T[] dy, T[] gamma)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] y, T[] dx, T[] dGamma, T[] dBeta) = (new T[x.Length], new T[x.Length], new T[channels], new T[channels]);
        var (mean, invStd) = (new double[samples * groups], new T[samples * groups]);
        GroupNorm.Forward<T>(samples, pixels, channels, groups, x, gamma, [], Eps, y, mean, invStd);
        GroupNorm.Backward<T>(samples, pixels, channels, groups, x, dy, mean, invStd, gamma, dx, dGamma, dBeta);
        return (dx, dGamma, dBeta);
    }
}
