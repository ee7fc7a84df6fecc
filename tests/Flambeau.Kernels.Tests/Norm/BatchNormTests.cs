using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class BatchNormTests
{
    private const double Eps = 1e-5;

    public static TheoryData<int, int> Sizes => new()
    {
        { 5, 1 }, { 4, 3 }, { 6, 4 }, { 3, 5 }, { 12, 7 }, { 11, 8 }, { 10, 9 }, { 13, 15 }, { 17, 16 }, { 6, 17 }, { 19, 31 }, { 5, 32 }, { 40, 33 }, { 130, 64 }, { 9, 300 }, { 3000, 24 }, { 70, 1500 }, { 1100, 67 },
    };

    /// <summary>The sum over the rows of each channel.</summary>
    private static double[] Sums(int channels, double[] x)
    {
        var sums = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            sums[i % channels] += x[i];
        }

        return sums;
    }

    private static double[] Means(int channels, double[] x) => [.. Sums(channels, x).Select(sum => sum / (x.Length / channels))];

    [Theory, MemberData(nameof(Sizes))]
    public void Float(int rows, int channels) => Check<float>(rows, channels);

    [Theory, MemberData(nameof(Sizes))]
    public void Double(int rows, int channels) => Check<double>(rows, channels);

    private static void Check<T>(int rows, int channels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(1, rows * channels, 1, 3);
        T[] gamma = Near.Random<T>(2, channels);
        T[] beta = Near.Random<T>(3, channels, -1, 7);
        T[] residual = Near.Random<T>(4, rows * channels);
        (double[] mean, T[] variance, T[] inv) = (new double[channels], new T[channels], new T[channels]);
        (T[] scale, T[] shift) = (new T[channels], new T[channels]);
        BatchNorm.Statistics<T>(rows, channels, x, mean, variance);
        BatchNorm.InverseDeviation<T>(variance, Eps, inv);
        BatchNorm.ScaleAndShift<T>([.. mean.Select(T.CreateTruncating)], inv, gamma, beta, scale, shift);

        double[] wide = Near.Wide(x);
        double[] wantedMean = Means(channels, wide);
        double[] centred = [.. wide.Select((v, i) => v - wantedMean[i % channels])];
        double[] wantedVariance = Means(channels, [.. centred.Select(v => v * v)]);
        double[] deviation = [.. wantedVariance.Select(v => Math.Sqrt(v + Eps))];
        double[] normalised = [.. centred.Select((v, i) => v / deviation[i % channels])];
        Near.Equal<double>(wantedMean, mean, Near.Rounding<double>());
        Near.Equal<T>(wantedVariance, variance, Near.Rounding<T>());

        Activation[] activations = [Activation.None, Activation.ReLU, Activation.ReLU6];
        foreach ((bool add, Activation activation) in activations.SelectMany(a => new[] { (false, a), (true, a) }))
        {
            var y = new T[x.Length];
            BatchNorm.Apply<T>(rows, channels, x, scale, shift, add ? residual : [], activation, y);
            double[] plain = [.. normalised.Select((v, i) =>
                v * double.CreateTruncating(gamma[i % channels]) + double.CreateTruncating(beta[i % channels])
                + (add ? double.CreateTruncating(residual[i]) : 0))];
            Near.Equal<T>([.. plain.Select(v => Activate(activation, v))], y, 4 * Near.Rounding<T>());
            CheckBackward(rows, channels, x, y, PassedValues<T>.Of(activation, y), activation, normalised, deviation, gamma, mean, inv);
            if (!add)
            {
                CheckBackward(
                    rows, channels, x, y, PassedValues<T>.FromInput(activation, scale, shift), activation, normalised,
                    deviation, gamma, mean, inv);
            }
        }
    }

    private static double Activate(Activation activation, double value) => activation switch
    {
        Activation.ReLU => Math.Max(value, 0),
        Activation.ReLU6 => Math.Clamp(value, 0, 6),
        _ => value,
    };

    private static bool Passes<T>(Activation activation, T output)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        activation == Activation.None
        || (output > T.Zero && (activation == Activation.ReLU || output < T.CreateTruncating(6)));

    private static void CheckBackward<T>(
        int rows, int channels, T[] x, T[] output, PassedValues<T> passed, Activation activation, double[] n, double[] deviation, T[] gamma, double[] mean, T[] inv)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] dy = Near.Random<T>(5, x.Length);
        (T[] dx, T[] dGamma, T[] dBeta, T[] dResidual) =
            (new T[x.Length], new T[channels], new T[channels], new T[x.Length]);
        BatchNorm.Backward<T>(rows, channels, x, dy, passed, mean, inv, gamma, dx, dGamma, dBeta, dResidual);

        double[] d = [.. dy.Select((g, i) => Passes(activation, output[i]) ? double.CreateTruncating(g) : 0)];
        double[] wantedBeta = Sums(channels, d);
        double[] wantedGamma = Sums(channels, [.. d.Zip(n, (g, value) => g * value)]);
        double[] factor = [.. gamma.Zip(deviation, (g, value) => double.CreateTruncating(g) / value)];
        double[] wantedX = [.. d.Select((g, i) => factor[i % channels]
            * (g - wantedBeta[i % channels] / rows - n[i] * wantedGamma[i % channels] / rows))];
        double tolerance = 8 * Near.Rounding<T>();
        Near.Equal<T>(wantedBeta, dBeta, tolerance);
        Near.Equal<T>(wantedGamma, dGamma, tolerance);
        Near.Equal<T>(wantedX, dx, tolerance);
        Near.Equal<T>(d, dResidual, 0);

        BatchNorm.BackwardFixed<T>(rows, channels, x, dy, passed, mean, inv, gamma, dx, dGamma, dBeta);
        Near.Equal<T>([.. d.Select((g, i) => factor[i % channels] * g)], dx, tolerance);
        Near.Equal<T>(wantedGamma, dGamma, tolerance);
    }

    [Fact]
    public void A_large_mean_does_not_spoil_the_variance()
    {
        float[] x = [.. Enumerable.Range(0, 4096).Select(i => 10_000f + (i % 2 == 0 ? 0.5f : -0.5f))];
        var mean = new double[1];
        var variance = new float[1];
        BatchNorm.Statistics<float>(4096, 1, x, mean, variance);
        Assert.Equal(10_000, mean[0]);
        Assert.Equal(0.25f, variance[0], 1e-6f);
    }

    [Fact]
    public void Running_statistics_as_PyTorch_keeps_them()
    {
        // torch.nn.BatchNorm1d(2) once over [[1, 2], [3, 6], [5, 1]], momentum 0.1.
        var mean = new double[2];
        var variance = new float[2];
        float[] runningMean = [0, 0];
        float[] runningVariance = [1, 1];
        BatchNorm.Statistics<float>(3, 2, [1, 2, 3, 6, 5, 1], mean, variance);
        BatchNorm.UpdateRunning<float>(3, 0.1, mean, variance, runningMean, runningVariance);
        Assert.Equal([0.3f, 0.3f], runningMean, (a, b) => MathF.Abs(a - b) < 1e-6f);
        Assert.Equal([1.3f, 1.6f], runningVariance, (a, b) => MathF.Abs(a - b) < 1e-6f);
    }
}
