using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// Expected values are PyTorch 1.13's for logits (13 i mod 17) / 5 - 1 of shape [4, 5], targets 1, 4, -100 (ignored)
/// and 0, and row gradients 1, 0.5, 7 and -2.
/// </summary>
public class CrossEntropyTests
{
    private static readonly long[] s_target = [1, 4, -100, 0];
    private static readonly double[] s_weight = [0.5, 2, 1, 3, 0.25];
    private static readonly double[] s_logits = [.. Enumerable.Range(0, 20).Select(i => i * 13 % 17 / 5.0 - 1)];

    [Fact]
    public void Plain() =>
        Check(
            [],
            0,
            1.06807231716,
            [0.596755773929, 0.886319100633, 0, 1.72114207691],
            [
                0.0408946605265, -0.44940500364, 0.247398279362, 0.11116321259, 0.0499488511611,
                0.168728176642, 0.0758144568281, 0.0340656313517, 0.0153066748473, -0.29391493967,
                0, 0, 0, 0, 0, 1.64227648533, -0.160735536288, -0.072223132017, -0.972393329545,
                -0.436924487479,
            ]);

    [Fact]
    public void Weighted() =>
        Check(
            s_weight,
            0,
            0.827513585989,
            [1.19351154786, 0.221579775158, 0, 0.860571038455],
            [
                0.0817893210531, -0.898810007281, 0.494796558725, 0.222326425181, 0.0998977023223,
                0.0421820441606, 0.018953614207, 0.00851640783792, 0.00382666871181,
                -0.0734787349174, 0, 0, 0, 0, 0, 0.821138242664, -0.0803677681439, -0.0361115660085,
                -0.486196664772, -0.218462243739,
            ]);

    [Fact]
    public void Smoothed() =>
        Check(
            [],
            0.1,
            1.16273898382,
            [0.744755773929, 0.998319100633, 0, 1.74514207691],
            [
                0.0208946605265, -0.36940500364, 0.227398279362, 0.0911632125903, 0.0299488511611,
                0.158728176642, 0.0658144568281, 0.0240656313517, 0.00530667484726, -0.25391493967,
                0, 0, 0, 0, 0, 1.48227648533, -0.120735536288, -0.032223132017, -0.932393329545,
                -0.396924487479,
            ]);

    [Fact]
    public void Weighted_and_smoothed() =>
        Check(
            s_weight,
            0.1,
            1.04278742319,
            [1.30472242255, 0.553074876228, 0, 1.00986811499],
            [
                0.0691311681189, -0.774598682044, 0.458715670566, 0.155100816362, 0.0916510269968,
                0.0557421435913, 0.00729320445813, 0.00226362728661, -0.024489597055,
                -0.040809378281, 0, 0, 0, 0, 0, 0.710731743917, -0.0140302887284, -0.00225053222996,
                -0.448850097784, -0.245600825175,
            ]);

    private static void Check(double[] weight, double smoothing, double mean, double[] losses, double[] gradient)
    {
        Check<double>(weight, smoothing, mean, losses, gradient, 1e-11);
        Check<float>(weight, smoothing, mean, losses, gradient, 1e-6);
    }

    private static void Check<T>(
        double[] weight, double smoothing, double mean, double[] losses, double[] gradient, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Narrow<T>(s_logits);
        T[] w = Narrow<T>(weight);
        (T[] loss, T[] lse, T[] dx) = (new T[4], new T[4], new T[20]);
        CrossEntropy.Forward<T>(4, 5, x, s_target, w, -100, smoothing, loss, lse);
        CrossEntropy.Backward<T>(4, 5, x, s_target, w, -100, smoothing, lse, Narrow<T>([1, 0.5, 7, -2]), dx);
        Near.Equal<T>(losses, loss, tolerance);
        Near.Equal<T>(gradient, dx, tolerance);
        double total = CrossEntropy.TotalWeight<T>(s_target, w, -100);
        Assert.Equal(mean, loss.Sum(double.CreateTruncating) / total, 10 * tolerance);
        if (smoothing == 0)
        {
            T[] log = new T[20];
            Softmax.LogForward<T>(4, 5, x, log);
            NllLoss.Forward<T>(4, 5, log, s_target, w, -100, loss);
            NllLoss.Backward<T>(4, 5, s_target, w, -100, Narrow<T>([1, 0.5, 7, -2]), dx);
            Softmax.LogBackward<T>(4, 5, log, dx, log);
            Near.Equal<T>(losses, loss, tolerance);
            Near.Equal<T>(gradient, log, tolerance);
        }
    }

    private static T[] Narrow<T>(double[] x)
        where T : INumber<T> => [.. x.Select(T.CreateTruncating)];

    [Fact]
    public void One_gradient_serves_all_rows_of_many_classes()
    {
        const int Rows = 37;
        const int Classes = 1003;
        float[] x = Near.Random<float>(1, Rows * Classes, -20, 20);
        long[] target = [.. Enumerable.Range(0, Rows).Select(i => (long)(i * 27 % Classes))];
        (float[] loss, float[] lse, float[] dx) = (new float[Rows], new float[Rows], new float[x.Length]);
        CrossEntropy.Forward<float>(Rows, Classes, x, target, [], -100, 0, loss, lse);
        CrossEntropy.Backward<float>(Rows, Classes, x, target, [], -100, 0, lse, [0.25f], dx);
        for (int row = 0; row < Rows; row++)
        {
            double[] logits = Near.Wide(x[(row * Classes)..((row + 1) * Classes)]);
            double wanted = Math.Log(logits.Sum(Math.Exp));
            Near.Equal<float>([wanted - logits[target[row]]], loss.AsSpan(row, 1), 2e-6);
            double[] d = [.. logits.Select((v, c) => 0.25 * (Math.Exp(v - wanted) - (c == target[row] ? 1 : 0)))];
            Near.Equal<float>(d, dx.AsSpan(row * Classes, Classes), 4e-6);
        }
    }
}
