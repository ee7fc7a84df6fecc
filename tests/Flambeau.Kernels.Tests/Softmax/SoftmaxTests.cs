using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class SoftmaxTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(6, 7)]
    [InlineData(9, 8)]
    [InlineData(8, 9)]
    [InlineData(7, 10)]
    [InlineData(17, 15)]
    [InlineData(16, 16)]
    [InlineData(15, 17)]
    [InlineData(4, 31)]
    [InlineData(3, 32)]
    [InlineData(64, 33)]
    [InlineData(3, 63)]
    [InlineData(3, 64)]
    [InlineData(3, 65)]
    [InlineData(2, 129)]
    [InlineData(100, 1000)]
    [InlineData(2, 40001)]
    public void Rows(int rows, int n)
    {
        Check<float>(rows, n);
        Check<double>(rows, n);
    }

    private static void Check<T>(int rows, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(1, rows * n, -4, 9);
        T[] dy = Near.Random<T>(2, rows * n);
        (T[] y, T[] log, T[] dx, T[] dLog) = (new T[x.Length], new T[x.Length], new T[x.Length], new T[x.Length]);
        Softmax.Forward<T>(rows, n, x, y);
        Softmax.LogForward<T>(rows, n, x, log);
        Softmax.Backward<T>(rows, n, y, dy, dx);
        Softmax.LogBackward<T>(rows, n, log, dy, dLog);
        List<double> wantedDx = [];
        List<double> wantedDLog = [];
        for (int row = 0; row < rows; row++)
        {
            double[] xr = [.. Near.Wide(x[(row * n)..((row + 1) * n)])];
            double[] dr = [.. Near.Wide(dy[(row * n)..((row + 1) * n)])];
            double lse = Math.Log(xr.Sum(Math.Exp));
            double[] p = [.. xr.Select(v => Math.Exp(v - lse))];
            double total = dr.Sum();
            double dot = p.Zip(dr, (a, b) => a * b).Sum();
            Range part = (row * n)..((row + 1) * n);
            Near.Equal<T>(p, y[part], Near.Rounding<T>());
            Near.Equal<T>([.. xr.Select(v => v - lse)], log[part], Near.Rounding<T>());
            wantedDx.AddRange(p.Zip(dr, (a, b) => n == 1 ? 0 : a * (b - dot)));
            wantedDLog.AddRange(p.Zip(dr, (a, b) => n == 1 ? 0 : b - a * total));
        }

        Near.Equal<T>([.. wantedDx], dx, 2 * Near.Rounding<T>());
        Near.Equal<T>([.. wantedDLog], dLog, 4 * Near.Rounding<T>());
    }

    [Fact]
    public void Infinities_as_in_PyTorch()
    {
        float inf = float.PositiveInfinity;
        var y = new float[3];
        Softmax.Forward<float>(1, 3, [1, -inf, 1], y);
        Assert.Equal([0.5f, 0, 0.5f], y);
        Softmax.LogForward<float>(1, 3, [0, -inf, -inf], y);
        Assert.Equal([0, -inf, -inf], y);
        Softmax.Forward<float>(1, 3, [-inf, -inf, -inf], y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
    }
}
