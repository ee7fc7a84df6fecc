using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Many channels at once (vectors and a rest) must give what each channel alone gives, and the definition.</summary>
public class PoolTests
{
    private static T[] Channel<T>(T[] x, int channels, int c) =>
        [.. Enumerable.Range(0, x.Length / channels).Select(i => x[i * channels + c])];

    public static TheoryData<int> Channels => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 19, 31, 32, 33, 63, 64, 65, 67];

    [Theory, MemberData(nameof(Channels))]
    public void Max(int channels)
    {
        CheckMax<byte>(channels);
        CheckMax<int>(channels);
    }

    private static void CheckMax<TTap>(int channels)
        where TTap : unmanaged, IBinaryInteger<TTap>
    {
        var g = new Pool2dGeometry(3, channels, 11, 9, 3, 2, 2, 1, 1, 1);
        float[] x = [.. Near.Random<float>(channels, 3 * 11 * 9 * channels).Select(v => MathF.Round(v * 4))];
        x[7] = float.NaN;
        float[] dy = Near.Random<float>(2, 3 * g.OutH * g.OutW * channels);
        (float[] y, float[] dx, TTap[] taps) = (new float[dy.Length], new float[x.Length], new TTap[dy.Length]);
        var plain = new float[dy.Length];
        MaxPool.Forward<float, TTap>(g, x, y, taps);
        MaxPool.Forward<float>(g, x, plain);
        MaxPool.Backward<float, TTap>(g, dy, taps, dx);
        Assert.Equal(y, plain);
        (double[] wideY, double[] wideDx, TTap[] wideTaps) = (new double[y.Length], new double[x.Length], new TTap[y.Length]);
        MaxPool.Forward<double, TTap>(g, Near.Wide(x), wideY, wideTaps);
        MaxPool.Backward<double, TTap>(g, Near.Wide(dy), wideTaps, wideDx);
        for (int c = 0; c < channels; c++)
        {
            Pool2dGeometry one = g with { C = 1 };
            double[] x1 = Near.Wide(Channel(x, channels, c));
            double[] dy1 = Near.Wide(Channel(dy, channels, c));
            (double[] y1, double[] dx1, TTap[] t1) = (new double[dy1.Length], new double[x1.Length], new TTap[dy1.Length]);
            MaxPool.Forward<double, TTap>(one, x1, y1, t1);
            MaxPool.Backward<double, TTap>(one, dy1, t1, dx1);
            Assert.Equal(y1, Near.Wide(Channel(y, channels, c)));
            Assert.Equal(y1, Channel(wideY, channels, c));
            Assert.Equal(t1, Channel(wideTaps, channels, c));
            Assert.Equal(dx1, Channel(wideDx, channels, c));
            Assert.Equal(t1, Enumerable.Range(0, dy1.Length).Select(i => taps[i * channels + c]));
            Near.Equal<float>(dx1, Channel(dx, channels, c), 1e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void The_mean_of_a_large_image_is_exact(int channels)
    {
        PoolAxis axis = PoolAxis.Adaptive(112, 1);
        float[] x = Near.Random<float>(1, 2 * 112 * 112 * channels, 0, 1), y = new float[2 * channels];
        double[] expected = new double[y.Length];
        AvgPool.Forward<float>(2, channels, axis, axis, null, x, y);
        AvgPool.Forward<double>(2, channels, axis, axis, null, Near.Wide(x), expected);
        Near.Equal<float>(expected, y, Near.Rounding<float>());
    }

    /// <summary>Windows that overlap, leave gaps, are dilated, padded, or wider than a byte can count.</summary>
    [Theory]
    [InlineData(3, 2, 2, 1, 1, 1, 1)]
    [InlineData(2, 2, 3, 3, 0, 1, 1)]
    [InlineData(3, 3, 1, 2, 1, 1, 2)]
    [InlineData(20, 19, 7, 5, 3, 2, 1)]
    public void Places_lie_at_the_taps(int kh, int kw, int strideH, int strideW, int padH, int padW, int dilation)
    {
        var g = new Pool2dGeometry(3, 21, 61, 47, kh, kw, strideH, strideW, padH, padW, dilation, dilation);
        int[] taps = [.. Enumerable.Range(0, g.N * g.OutH * g.OutW * g.C).Select(i => i * 31 % (kh * kw))];
        long[] wanted = new long[taps.Length], places = new long[taps.Length];
        for (int i = 0; i < taps.Length; i++)
        {
            int window = i / g.C;
            long h = (window / g.OutW % g.OutH * strideH) - padH + (taps[i] / kw * dilation);
            wanted[i] = (h * g.W) + (window % g.OutW * strideW) - padW + (taps[i] % kw * dilation);
        }

        MaxPool.Places<int>(g, taps, places);
        Assert.Equal(wanted, places);
        if (kh * kw <= MaxPool.MostByteTaps)
        {
            Array.Clear(places);
            MaxPool.Places<byte>(g, [.. taps.Select(tap => (byte)tap)], places);
            Assert.Equal(wanted, places);
        }
    }

    [Theory, MemberData(nameof(Channels))]
    public void Average(int channels)
    {
        PoolAxis rows = PoolAxis.Sliding(11, 3, 2, 1, true, false);
        PoolAxis columns = PoolAxis.Adaptive(9, 4);
        float[] x = Near.Random<float>(1, 2 * 11 * 9 * channels);
        float[] dy = Near.Random<float>(2, 2 * rows.Output * columns.Output * channels);
        (float[] y, float[] dx) = (new float[dy.Length], new float[x.Length]);
        AvgPool.Forward<float>(2, channels, rows, columns, null, x, y);
        AvgPool.Backward<float>(2, channels, rows, columns, null, dy, dx);
        for (int c = 0; c < channels; c++)
        {
            double[] x1 = Near.Wide(Channel(x, channels, c));
            double[] dy1 = Near.Wide(Channel(dy, channels, c));
            (double[] y1, double[] dx1) = (new double[dy1.Length], new double[x1.Length]);
            AvgPool.Forward<double>(2, 1, rows, columns, null, x1, y1);
            AvgPool.Backward<double>(2, 1, rows, columns, null, dy1, dx1);
            Near.Equal<float>(y1, Channel(y, channels, c), 1e-6);
            Near.Equal<float>(dx1, Channel(dx, channels, c), 1e-6);
        }
    }

    [Fact]
    public void A_window_of_nothing_but_minus_infinity_names_its_first_element()
    {
        float low = float.NegativeInfinity;
        var g = new Pool2dGeometry(1, 1, 2, 2, 2, 2, 2, 2);
        var y = new float[1];
        var taps = new byte[] { 9 };
        MaxPool.Forward<float, byte>(g, [low, low, low, low], y, taps);
        Assert.Equal(low, y[0]);
        Assert.Equal(0, taps[0]);
    }

    [Theory]
    [InlineData(5, 3, 2, 1, 1, false, 3)]
    [InlineData(6, 3, 2, 1, 1, true, 4)]
    [InlineData(6, 2, 2, 0, 1, true, 3)]
    [InlineData(7, 2, 3, 1, 1, true, 3)]
    [InlineData(5, 2, 2, 0, 2, true, 2)]
    [InlineData(3, 1, 2, 0, 1, true, 2)]
    public void Output_sizes(int input, int kernel, int stride, int pad, int dilation, bool ceil, int expected) =>
        Assert.Equal(expected, Pool2dGeometry.OutputSize(input, kernel, stride, pad, dilation, ceil));
}
