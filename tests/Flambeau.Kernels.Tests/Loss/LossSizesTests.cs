using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Losses against their definitions in double precision, for numbers of classes around every vector.</summary>
public class LossSizesTests
{
    private const int Rows = 11;
    private const long Ignored = -100;

    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Cross_entropy_and_its_gradient(int classes)
    {
        foreach (double smoothing in (double[])[0, 0.1])
        {
            Check<float>(classes, weighted: false, smoothing);
            Check<float>(classes, weighted: true, smoothing);
            Check<double>(classes, weighted: true, smoothing);
        }
    }

    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Cross_entropy_of_probabilities_and_its_gradient(int classes)
    {
        foreach (double smoothing in (double[])[0, 0.1])
        {
            CheckProbabilities<float>(classes, weighted: false, smoothing);
            CheckProbabilities<float>(classes, weighted: true, smoothing);
            CheckProbabilities<double>(classes, weighted: true, smoothing);
        }
    }

    private static void CheckProbabilities<T>(int classes, bool weighted, double smoothing)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(classes, Rows * classes, -3, 5), p = Near.Random<T>(3, x.Length, 0, 2.0 / classes);
        T[] weight = weighted ? Near.Random<T>(1, classes, 0.5, 2) : [], d = Near.Random<T>(2, Rows);
        T[] loss = new T[Rows], logSumExp = new T[Rows], totals = new T[Rows], dx = new T[x.Length];
        ProbabilityCrossEntropy.Forward<T>(Rows, classes, x, p, weight, smoothing, loss, logSumExp, totals);
        ProbabilityCrossEntropy.Backward<T>(Rows, classes, x, p, weight, smoothing, logSumExp, totals, d, dx);

        double[] wide = Near.Wide(x), w = weighted ? Near.Wide(weight) : [.. Enumerable.Repeat(1.0, classes)];
        double[] wantedLoss = new double[Rows], wantedDx = new double[x.Length];
        for (int row = 0; row < Rows; row++)
        {
            int start = row * classes;
            double[] share = [.. w.Select((v, c) => v * ((smoothing / classes) + ((1 - smoothing) * double.CreateTruncating(p[start + c]))))];
            Row(wide.AsSpan(start, classes), share, double.CreateTruncating(d[row]), out wantedLoss[row], wantedDx.AsSpan(start, classes));
        }

        // of a single class nothing is left but the rounding of terms of about one
        Near.Equal<T>(wantedLoss, loss, 4 * Near.Rounding<T>(), terms: 1);
        Near.Equal<T>(wantedDx, dx, 4 * Near.Rounding<T>(), terms: 1);
    }

    /// <summary>One row of many classes is cut inside the row; the last class and the first are in different pieces.</summary>
    [Theory]
    [InlineData(1, 100_003)]
    [InlineData(3, 50_001)]
    [InlineData(4001, 17)]
    [InlineData(100_003, 1)]
    public void Log_likelihood_and_its_gradient(int rows, int classes)
    {
        CheckNll<float>(rows, classes, weighted: false, everyRow: true);
        CheckNll<float>(rows, classes, weighted: true, everyRow: false);
        CheckNll<double>(rows, classes, weighted: true, everyRow: true);
    }

    private static void CheckNll<T>(int rows, int classes, bool weighted, bool everyRow)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(classes, rows * classes), weight = weighted ? Near.Random<T>(1, classes, 0.5, 2) : [];
        T[] d = Near.Random<T>(2, everyRow ? rows : 1), loss = new T[rows], dx = [.. Enumerable.Repeat(T.NaN, x.Length)];
        long[] target = [.. Enumerable.Range(0, rows).Select(row => row % 5 == 4 ? Ignored : row % 2 == 0 ? classes - 1L : row * 37L % classes)];
        T[] wantedLoss = new T[rows], wantedDx = new T[x.Length];
        for (int row = 0; row < rows; row++)
        {
            if (target[row] != Ignored)
            {
                int at = (row * classes) + (int)target[row];
                T w = weighted ? weight[target[row]] : T.One;
                (wantedLoss[row], wantedDx[at]) = (-x[at] * w, -d[everyRow ? row : 0] * w);
            }
        }

        NllLoss.Forward<T>(rows, classes, x, target, weight, Ignored, loss);
        NllLoss.Backward<T>(rows, classes, target, weight, Ignored, d, dx);
        Assert.True(wantedLoss.AsSpan().SequenceEqual(loss));
        Assert.True(wantedDx.AsSpan().SequenceEqual(dx));
    }

    private static void Check<T>(int classes, bool weighted, double smoothing)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(classes, Rows * classes, -3, 5), weight = weighted ? Near.Random<T>(1, classes, 0.5, 2) : [];
        T[] d = Near.Random<T>(2, Rows), loss = new T[Rows], logSumExp = new T[Rows], dx = new T[x.Length];
        long[] target = [.. Enumerable.Range(0, Rows).Select(row => row == 4 ? Ignored : row * 37L % classes)];
        CrossEntropy.Forward<T>(Rows, classes, x, target, weight, Ignored, smoothing, loss, logSumExp);
        CrossEntropy.Backward<T>(Rows, classes, x, target, weight, Ignored, smoothing, logSumExp, d, dx);

        double[] wide = Near.Wide(x), w = weighted ? Near.Wide(weight) : [.. Enumerable.Repeat(1.0, classes)];
        double[] wantedLoss = new double[Rows], wantedDx = new double[x.Length];
        for (int row = 0; row < Rows; row++)
        {
            if (target[row] != Ignored)
            {
                double[] share = [.. w.Select((v, c) => v * ((smoothing / classes) + (c == target[row] ? 1 - smoothing : 0)))];
                Row(wide.AsSpan(row * classes, classes), share, double.CreateTruncating(d[row]), out wantedLoss[row], wantedDx.AsSpan(row * classes, classes));
            }
        }

        Near.Equal<T>(wantedLoss, loss, 2 * Near.Rounding<T>());
        // the gradient is a difference of terms of about one: of a single class nothing is left but their rounding
        Near.Equal<T>(wantedDx, dx, 4 * Near.Rounding<T>(), terms: 1);
    }

    // -(sum of share log p), and its gradient: p times the sum of shares, less the share
    private static void Row(ReadOnlySpan<double> x, double[] share, double d, out double loss, Span<double> dx)
    {
        double sum = 0, all = share.Sum();
        foreach (double value in x)
        {
            sum += Math.Exp(value);
        }

        loss = 0;
        for (int c = 0; c < x.Length; c++)
        {
            // a single class is certain: the logarithm of its exponential would leave a rounding where nothing is
            double logP = x.Length == 1 ? 0 : x[c] - Math.Log(sum);
            loss -= share[c] * logP;
            dx[c] = d * ((all * Math.Exp(logP)) - share[c]);
        }
    }
}
