using System.Runtime.InteropServices;

namespace Flambeau.Kernels.Tests;

/// <summary>Expected numbers were drawn by PyTorch 1.13 with the seeds given.</summary>
public class RandomFillTests
{
    [Fact]
    public void Uniform_floats_are_PyTorchs_to_the_bit()
    {
        var y = new float[8];
        RandomFill.Uniform(new Mt19937(0), 0f, 1f, y);
        Assert.Equal(
            [0.49625659f, 0.768221796f, 0.0884774327f, 0.132030487f, 0.307422817f, 0.634078681f, 0.49009341f, 0.896444738f],
            y);
    }

    [Fact]
    public void Uniform_floats_of_a_range_are_PyTorchs_to_the_bit()
    {
        var y = new float[2000];
        RandomFill.Uniform(new Mt19937(42), -0.3f, 0.7f, y);
        Assert.Equal([0.483420074f, -0.122521818f, 0.152971447f], y[^3..]);
        Assert.Equal(0x87e70757u, Crc(y));
    }

    [Fact]
    public void Uniform_doubles_are_PyTorchs_to_the_bit()
    {
        var y = new double[1000];
        RandomFill.Uniform(new Mt19937(7), 0, 1, y);
        Assert.Equal([0.27938042990640399, 0.27369371365176565, 0.86209296141762548], y[..3]);
        Assert.Equal(0x9a25413u, Crc(y));
    }

    [Fact]
    public void Only_the_low_half_of_a_seed_counts()
    {
        var y = new float[2];
        RandomFill.Uniform(new Mt19937((1UL << 40) + 5), 0f, 1f, y);
        Assert.Equal([0.830251873f, 0.126110911f], y);
    }

    [Fact]
    public void Normal_floats_agree_with_PyTorch()
    {
        var y = new float[37];
        RandomFill.Normal(new Mt19937(0), 0f, 1f, y);
        Near(
            [
                -1.12583983f, -1.1523602f, -0.250578582f, -0.433878809f, 0.848710358f, 0.692009151f, -0.31601277f,
                -2.11521935f, 0.322274923f, -1.26333475f, 0.349983186f, 0.30813393f, 0.119841509f, 1.2376579f,
                1.11677718f, -0.247278154f, -1.35265374f, -1.6959312f, 0.566650629f, 0.793508351f, 0.598839462f,
                0.112411186f, 0.64079237f, 0.441156268f, -0.215863258f, -0.742548168f, 0.562721372f, 0.259627402f,
                -0.173960999f, 2.30220532f, -1.46889389f, -1.58668876f, 1.20322371f, 0.0845346972f, -1.2001394f,
                -0.00478573795f, -0.518074811f,
            ],
            y);
    }

    [Fact]
    public void Normal_floats_with_mean_and_deviation()
    {
        var y = new float[20];
        RandomFill.Normal(new Mt19937(3), 2f, 0.5f, y);
        Near(
            [
                1.96167791f, 2.1799407f, 1.60899162f, 2.03576398f, 2.52301145f, 2.26109362f, 1.91659546f, 2.02651668f,
                2.20230365f, 2.30564976f, 2.38019514f, 1.98317838f, 2.49896121f, 2.22959018f, 3.21819854f, 1.92659593f,
                2.24255705f, 2.10261726f, 2.16921401f, 2.67637706f,
            ],
            y);
    }

    [Fact]
    public void Few_normal_floats_share_the_kept_half()
    {
        var generator = new Mt19937(0);
        var five = new float[5];
        var two = new float[2];
        var one = new float[1];
        RandomFill.Normal(generator, 0f, 1f, five);
        RandomFill.Normal(generator, 0f, 1f, two);
        RandomFill.Uniform(generator, 0f, 1f, one);
        Assert.Equal([1.54099607f, -0.293428898f, -2.17878938f, 0.568431258f, -1.08452237f], five);
        Assert.Equal([-1.39859545f, 0.403346837f], two);
        Assert.Equal([0.697667599f], one);
    }

    [Fact]
    public void Normal_doubles_agree_with_PyTorch()
    {
        var few = new double[5];
        RandomFill.Normal(new Mt19937(0), 0, 1, few);
        double[] expectedFew =
            [1.5409961082440433, -0.29342890576094638, -2.1787893820745574, 0.56843127728066778, -1.0845223424240209];
        Assert.All(few.Zip(expectedFew), p => Assert.Equal(p.Second, p.First, 1e-14));

        var many = new double[18];
        RandomFill.Normal(new Mt19937(3), 0, 1, many);
        double[] expected =
        [
            -0.21774879177876416, 0.14667712981104919, -2.2236365609620106, -0.47243610013370785, -1.3464356890265727,
            -0.28416925881734889, 0.16794475101412973, 0.75805732862158193, 1.0784352439814244, 0.34363379791442283,
            1.0037937230788416, -0.22139637399702039, -0.58400987958933892, -1.2249853673081541, -0.26971873703756399,
            0.20366863384122577, 0.028752867895017985, 0.24243710319485537,
        ];
        Assert.All(many.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-14));
    }

    [Fact]
    public void Single_precision_normals_follow_the_formula_everywhere()
    {
        var y = new float[160_000];
        var u = new float[y.Length];
        RandomFill.Normal(new Mt19937(11), 0f, 1f, y);
        RandomFill.Uniform(new Mt19937(11), 0f, 1f, u);
        for (int at = 0; at < u.Length; at += 16)
        {
            for (int j = 0; j < 8; j++)
            {
                double radius = Math.Sqrt(-2 * Math.Log(1 - (double)u[at + j]));
                double angle = u[at + j + 8] * (2f * MathF.PI);
                Assert.Equal(radius * Math.Cos(angle), y[at + j], 1e-6);
                Assert.Equal(radius * Math.Sin(angle), y[at + j + 8], 1e-6);
            }
        }
    }

    private static void Near(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-6f));

    private static uint Crc<T>(T[] values)
        where T : unmanaged => Crc32.HashToUInt32(MemoryMarshal.AsBytes<T>(values));
}
