namespace Flambeau.Kernels.Tests;

/// <summary>
/// Pooling of the image x[0, c, h, w] = 37 i mod 23 (i counts in that order, [1, 2, 5, 6]) and of the gradient
/// 5 i mod 7 + 1, both computed by PyTorch 1.13; everything is written here with channels last.
/// </summary>
public class PoolGoldenTests
{
    private static float[] ChannelsLast(int channels, int pixels, Func<int, float> value)
    {
        var x = new float[channels * pixels];
        for (int i = 0; i < x.Length; i++)
        {
            x[i % pixels * channels + i / pixels] = value(i);
        }

        return x;
    }

    private static float[] Image() => ChannelsLast(2, 30, i => i * 37 % 23);

    private static float[] Gradient(int pixels) => ChannelsLast(2, pixels, i => i * 5 % 7 + 1);

    private static void Max(Pool2dGeometry g, float[] expectedY, float[] expectedDx, int[] expectedIndices)
    {
        var y = new float[g.OutH * g.OutW * 2];
        var taps = new byte[y.Length];
        var places = new long[y.Length];
        var dx = new float[60];
        MaxPool.Forward<float, byte>(g, Image(), y, taps);
        MaxPool.Places<byte>(g, taps, places);
        MaxPool.Backward<float, byte>(g, Gradient(g.OutH * g.OutW), taps, dx);
        Assert.Equal(expectedY, y);
        Assert.Equal(expectedIndices.Select(place => (long)place), places);
        Assert.Equal(expectedDx, dx);
    }

    private static void Average(PoolAxis rows, PoolAxis columns, int? divisor, float[] expectedY, float[] expectedDx)
    {
        var y = new float[rows.Output * columns.Output * 2];
        var dx = new float[60];
        AvgPool.Forward<float>(1, 2, rows, columns, divisor, Image(), y);
        AvgPool.Backward<float>(1, 2, rows, columns, divisor, Gradient(rows.Output * columns.Output), dx);
        Near.Equal<float>(Near.Wide(expectedY), y, 1e-6);
        Near.Equal<float>(Near.Wide(expectedDx), dx, 1e-6);
    }

    [Fact]
    public void Max_with_padding() =>
        Max(
            new Pool2dGeometry(1, 2, 5, 6, 3, 3, 2, 2, 1, 1),
            [
                15, 21, 20, 20, 19, 22, 22, 21, 21, 19, 18, 22, 22, 20, 19, 19, 18, 21,
            ],
            [
                0, 0, 0, 2, 0, 0, 4, 0, 0, 0, 0, 0, 1, 9, 0, 0, 6, 0, 0, 0, 0, 0, 0, 8, 0, 0, 7, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 7, 0, 0, 11, 0, 0, 0, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0,
                0, 0, 0, 2,
            ],
            [
                6, 6, 8, 1, 3, 11, 18, 6, 13, 19, 21, 11, 18, 24, 26, 19, 21, 29,
            ]);

    [Fact]
    public void Max_with_dilation_and_ceil_mode() =>
        Max(
            new Pool2dGeometry(1, 2, 5, 6, 2, 2, 2, 2, 0, 0, 2, 2, true),
            [
                12, 18, 17, 18, 17, 16, 19, 20, 19, 18, 17, 7,
            ],
            [
                0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                1, 6, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 9, 0, 0, 0,
                0, 7, 0, 0,
            ],
            [
                14, 14, 16, 14, 16, 4, 26, 24, 26, 14, 16, 28,
            ]);

    [Fact]
    public void Average_with_padding() =>
        Average(
            PoolAxis.Sliding(5, 3, 2, 1, false, true),
            PoolAxis.Sliding(6, 3, 2, 1, false, true),
            null,
            [
                3.8888888f, 6.5555553f, 8.333333f, 7.2222223f, 6.5555553f, 8, 9.333333f, 8.2222223f,
                12, 10.333333f, 9.333333f, 10.222222f, 6, 6.1111112f, 7.6666665f, 6.5555553f,
                5.8888888f, 7.3333335f,
            ],
            [
                0.11111111f, 0.44444445f, 0.77777779f, 0.66666669f, 0.66666669f, 0.22222222f,
                1.1111112f, 1, 0.44444445f, 0.77777779f, 0.44444445f, 0.77777779f, 0.33333334f, 1,
                1.7777778f, 1.5555557f, 1.4444444f, 0.55555558f, 2.4444447f, 1.4444445f, 1,
                0.8888889f, 1, 0.8888889f, 0.22222222f, 0.55555558f, 1, 0.88888896f, 0.77777779f,
                0.33333334f, 1.3333334f, 0.44444445f, 0.55555558f, 0.11111111f, 0.55555558f,
                0.11111111f, 0.55555558f, 1.2222223f, 1.4444445f, 2, 0.8888889f, 0.77777779f,
                2.1111112f, 1.1111112f, 1.2222223f, 0.33333334f, 1.2222223f, 0.33333334f,
                0.33333334f, 0.66666669f, 0.44444445f, 1.1111112f, 0.11111111f, 0.44444445f,
                0.77777779f, 0.66666669f, 0.66666669f, 0.22222222f, 0.66666669f, 0.22222222f,
            ]);

    [Fact]
    public void Average_in_ceil_mode_without_counting_padding() =>
        Average(
            PoolAxis.Sliding(5, 3, 2, 1, true, false),
            PoolAxis.Sliding(6, 3, 2, 1, true, false),
            null,
            [
                8.75f, 14.75f, 12.5f, 10.833333f, 9.833333f, 12, 8.5f, 14.5f, 14, 12.333333f, 12,
                10.333333f, 9.333333f, 10.222222f, 8, 14, 13.5f, 13.75f, 11.5f, 9.833333f,
                8.833333f, 11, 7.5f, 13.5f,
            ],
            [
                0.25f, 1.25f, 1.25f, 1.75f, 1, 0.5f, 1.6666667f, 0.66666669f, 0.66666669f,
                0.16666667f, 1.6666667f, 3.1666667f, 1.4166666f, 1.9166667f, 2.9722221f, 2.6388891f,
                1.5555556f, 0.72222221f, 2.5555556f, 1.6666667f, 1, 0.94444448f, 2.3333333f,
                5.6111112f, 1.1666666f, 0.66666669f, 1.7222222f, 0.8888889f, 0.55555558f,
                0.22222222f, 0.88888896f, 1, 0.33333334f, 0.77777779f, 0.66666669f, 2.4444444f,
                2.6666665f, 1.4166667f, 3.8888891f, 1.8055555f, 1.2222223f, 0.3888889f, 1.888889f,
                2.1666665f, 0.66666669f, 1.7777778f, 4.5f, 5.4444447f, 1.5f, 0.75f, 2.1666667f,
                0.91666669f, 0.66666669f, 0.16666667f, 1, 1.1666666f, 0.33333334f, 1, 3.8333333f, 3,
            ]);

    [Fact]
    public void Average_in_ceil_mode_counting_padding() =>
        Average(
            PoolAxis.Sliding(5, 3, 2, 1, true, true),
            PoolAxis.Sliding(6, 3, 2, 1, true, true),
            null,
            [
                3.8888888f, 6.5555553f, 8.333333f, 7.2222223f, 6.5555553f, 8, 2.8333333f,
                4.8333335f, 9.333333f, 8.2222223f, 12, 10.333333f, 9.333333f, 10.222222f, 4, 7, 6,
                6.1111112f, 7.6666665f, 6.5555553f, 5.8888888f, 7.3333335f, 2.5f, 4.5f,
            ],
            [
                0.11111111f, 0.55555558f, 0.77777779f, 0.88888896f, 0.66666669f, 0.33333334f,
                1.1111112f, 0.44444445f, 0.44444445f, 0.11111111f, 0.77777779f, 1.1111112f,
                0.8888889f, 1, 2.1111112f, 1.5555556f, 1.2222223f, 0.55555558f, 2, 1.4444444f,
                0.77777779f, 0.8888889f, 1.2777778f, 2.7222223f, 0.77777779f, 0.44444445f,
                1.3333334f, 0.66666669f, 0.55555558f, 0.22222222f, 0.88888896f, 1, 0.33333334f,
                0.77777779f, 0.5f, 1.6111112f, 1.4444444f, 0.77777779f, 2.4444444f, 1.1111112f, 1,
                0.33333334f, 1.5555556f, 1.7777779f, 0.55555558f, 1.4444444f, 1.8888888f,
                2.9444447f, 0.66666669f, 0.33333334f, 1.1111112f, 0.44444445f, 0.44444445f,
                0.11111111f, 0.66666669f, 0.77777779f, 0.22222222f, 0.66666669f, 1.3888888f,
                1.3333334f,
            ]);

    [Fact]
    public void Average_with_a_divisor() =>
        Average(
            PoolAxis.Sliding(5, 2, 2, 0, false, true),
            PoolAxis.Sliding(6, 3, 1, 0, false, true),
            4,
            [
                15, 18.25f, 18.75f, 16.25f, 16.75f, 14.25f, 14.75f, 18, 19.75f, 17.25f, 17.75f,
                15.25f, 15.75f, 13.25f, 13.75f, 11.25f,
            ],
            [
                0.25f, 1.5f, 1.75f, 2.5f, 2.75f, 3, 3, 3.25f, 1.5f, 2.25f, 0.5f, 1.75f, 0.25f, 1.5f,
                1.75f, 2.5f, 2.75f, 3, 3, 3.25f, 1.5f, 2.25f, 0.5f, 1.75f, 1.75f, 1.25f, 3, 2,
                3.75f, 2.25f, 2.25f, 2.5f, 1, 1.75f, 0.25f, 1.5f, 1.75f, 1.25f, 3, 2, 3.75f, 2.25f,
                2.25f, 2.5f, 1, 1.75f, 0.25f, 1.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            ]);

    [Fact]
    public void Adaptive_average() =>
        Average(
            PoolAxis.Adaptive(5, 3),
            PoolAxis.Adaptive(6, 4),
            null,
            [
                8.75f, 14.75f, 11.25f, 11.5f, 10.5f, 10.75f, 7.25f, 13.25f, 14, 12.333333f,
                12.666667f, 11, 10, 8.333333f, 8.666667f, 10.833333f, 13.5f, 13.75f, 10.25f, 10.5f,
                9.5f, 9.75f, 6.25f, 12.25f,
            ],
            [
                0.25f, 1.25f, 1.75f, 2, 1.5f, 0.75f, 1, 0.25f, 1.5f, 1.75f, 0.5f, 1.5f, 1.4166666f,
                1.9166667f, 3.7499998f, 3, 2.3333333f, 1.0833334f, 1.5f, 1.4166666f, 2.1666667f,
                3.7499998f, 0.66666669f, 2.3333333f, 1.1666666f, 0.66666669f, 2, 1, 0.83333331f,
                0.33333334f, 0.5f, 1.1666666f, 0.66666669f, 2, 0.16666667f, 0.83333331f, 2.6666665f,
                1.4166667f, 4.5f, 2, 1.8333333f, 0.58333337f, 1, 2.6666665f, 2.9166667f, 4.5f,
                1.9166666f, 1.8333333f, 1.5f, 0.75f, 2.5f, 1, 1, 0.25f, 0.5f, 1.5f, 2.25f, 2.5f,
                1.75f, 1,
            ]);

    [Fact]
    public void Adaptive_average_to_more_rows() =>
        Average(
            PoolAxis.Adaptive(5, 7),
            PoolAxis.Adaptive(6, 1),
            null,
            [
                8.166667f, 10.333333f, 9.916667f, 12.083333f, 11.5f, 11.75f, 11.333333f, 9.666667f,
                11.166667f, 9.5f, 10.833333f, 11.083333f, 10.666667f, 12.833333f,
            ],
            [
                0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f,
                0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f, 0.66666669f,
                0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f,
                0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f, 0.83333337f, 1.25f,
                1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1.25f, 1, 1,
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.91666663f, 0.91666663f, 0.91666663f, 0.91666663f,
                0.91666663f, 0.91666663f, 0.91666663f, 0.91666663f, 0.91666663f, 0.91666663f,
                0.91666663f, 0.91666663f,
            ]);
}
