using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// Six steps of each optimiser from p[i] = (7 i mod 11) / 5 - 1 with gradients p / 2 + ((3 i + 5 s) mod 13) / 6 - 1 at
/// step s = 0, 1, ...; expected values are PyTorch 1.13's in double precision.
/// </summary>
public class OptimizerTests
{
    private const int Length = 19;
    private const int Steps = 6;

    private static void Check<T, TStep>(Func<int, TStep> step, int states, double[] expected, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStep : struct, IOptimizerStep
    {
        T[] p = [.. Enumerable.Range(0, Length).Select(i => T.CreateTruncating(i * 7 % 11 / 5.0 - 1))];
        T[] a = new T[states > 0 ? Length : 0];
        T[] b = new T[states > 1 ? Length : 0];
        T[] c = new T[states > 2 ? Length : 0];
        for (int s = 0; s < Steps; s++)
        {
            T[] g = [.. p.Select((v, i) =>
                v * T.CreateTruncating(0.5) + T.CreateTruncating((i * 3 + s * 5) % 13 / 6.0 - 1))];
            OptimizerLoop.Run<T, TStep>(step(s + 1), p, g, a, b, c);
        }

        Near.Equal<T>(expected, p, tolerance);
    }

    [Fact]
    public void Sgd_plain()
    {
        double[] expected =
            [
                -0.756963693, 0.409688095, -0.237460194, 0.703236698, 0.0457967427, -0.422865676,
                0.527119445, 0.0564475104, -0.600992445, 0.547547296, -0.119669743, -0.766818031,
                0.17387886, -0.315908558, 0.850743229, 0.203594941, -0.472910327, 0.486851877,
                0.0181894583,
            ];
        Check<double, SgdStep>(s => new SgdStep(learningRate: 0.1), 0, expected, 1e-8);
        Check<float, SgdStep>(s => new SgdStep(learningRate: 0.1), 0, expected, 2e-6);
    }

    [Fact]
    public void Sgd_with_everything()
    {
        double[] expected =
            [
                -0.0575830755, 0.45522193, -0.143343989, 0.255991962, -0.221687019, -0.18995094,
                0.149520732, 0.144685158, -0.332993823, 0.425175115, 0.0382139277, -0.560351991,
                -0.16101604, 0.140534977, 0.653339982, 0.0547740634, -0.272322844, -0.0235689664,
                0.00816711255,
            ];
        Check<double, SgdStep>(s => new SgdStep(learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01, first: s == 1), 1, expected, 1e-8);
        Check<float, SgdStep>(s => new SgdStep(learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01, first: s == 1), 1, expected, 2e-6);
    }

    [Fact]
    public void Sgd_nesterov_maximizing()
    {
        double[] expected =
            [
                -3.05843234, 0.263951098, -0.874098443, 2.5539915, 1.18182334, -1.53289656,
                2.20115355, -0.367511557, -1.73967972, 0.916080433, -0.720349514, -1.85839906,
                1.56969089, -1.59375596, 1.72862747, 0.590577933, -1.35181217, 2.64649971,
                -0.0682201785,
            ];
        Check<double, SgdStep>(s => new SgdStep(learningRate: 0.1, momentum: 0.9, nesterov: true, maximize: true, first: s == 1), 1, expected, 1e-8);
        Check<float, SgdStep>(s => new SgdStep(learningRate: 0.1, momentum: 0.9, nesterov: true, maximize: true, first: s == 1), 1, expected, 2e-6);
    }

    [Fact]
    public void Adam()
    {
        double[] expected =
            [
                -0.578542592, 0.487140548, -0.246709403, 0.625581911, -0.0505191513, -0.349839483,
                0.38536271, 0.0517867458, -0.641658123, 0.564413877, -0.00702552026, -0.750966473,
                0.0919551357, -0.0892340053, 0.790636918, -0.00804373998, -0.470983495, 0.412290869,
                0.054658837,
            ];
        Check<double, AdamStep>(s => new AdamStep(s, 0.1, 0.9, 0.999, 1e-8, 0, false, false), 2, expected, 1e-8);
        Check<float, AdamStep>(s => new AdamStep(s, 0.1, 0.9, 0.999, 1e-8, 0, false, false), 2, expected, 2e-6);
    }

    [Fact]
    public void Adam_amsgrad_with_weight_decay()
    {
        double[] expected =
            [
                -0.581515031, 0.442580937, -0.211431605, 0.597538104, -0.0336695233, -0.341101067,
                0.36782759, 0.049815883, -0.597452488, 0.513731046, -0.01424378, -0.687489781,
                0.0823351764, -0.108457594, 0.663253673, 0.0102241847, -0.446115912, 0.407903823,
                0.0357127362,
            ];
        Check<double, AdamStep>(s => new AdamStep(s, 0.1, 0.8, 0.9, 1e-6, 0.1, false, false), 3, expected, 1e-8);
        Check<float, AdamStep>(s => new AdamStep(s, 0.1, 0.8, 0.9, 1e-6, 0.1, false, false), 3, expected, 2e-6);
    }

    [Fact]
    public void AdamW_maximizing()
    {
        double[] expected =
            [
                -1.40666881, 0.231442511, -0.565578169, 1.35467004, 0.507453375, -0.885169165,
                1.20534545, -0.0359631247, -0.896834324, 0.558020421, -0.449305112, -1.22989066,
                0.734366057, -0.755991209, 1.17311805, 0.475318493, -0.690117151, 1.1882857,
                -0.112617932,
            ];
        Check<double, AdamStep>(s => new AdamStep(s, 0.1, 0.9, 0.99, 1e-8, 0.1, true, true), 2, expected, 1e-8);
        Check<float, AdamStep>(s => new AdamStep(s, 0.1, 0.9, 0.99, 1e-8, 0.1, true, true), 2, expected, 2e-6);
    }

    [Fact]
    public void Adagrad()
    {
        double[] expected =
            [
                -0.829545123, 0.439300221, -0.247170999, 0.782238426, 0.0778266093, -0.458938768,
                0.525327084, -0.00663125798, -0.705631596, 0.566798062, -0.103005671, -0.800955886,
                0.221365624, -0.306591186, 0.772733837, 0.0898897308, -0.564317921, 0.599194368,
                0.0274110367,
            ];
        Check<double, AdagradStep>(s => new AdagradStep(s, 0.1, 0.01, 1e-10, 0.05, false), 1, expected, 1e-8);
        Check<float, AdagradStep>(s => new AdagradStep(s, 0.1, 0.01, 1e-10, 0.05, false), 1, expected, 2e-6);
    }

    [Fact]
    public void RmsProp()
    {
        double[] expected =
            [
                -0.601954347, 0.492704972, 0.0238327242, 0.405561838, -0.122664114, -0.239912182,
                0.0824867257, -0.0114960544, -0.544515864, 0.530041042, 0.0176506762, -0.46744654,
                -0.0865994137, -0.246210386, 0.65090213, 0.00191438603, -0.509142511, 0.239306512,
                0.0624000422,
            ];
        Check<double, RmsPropStep>(s => new RmsPropStep(0.1, 0.9, 1e-8, 0, 0, false), 1, expected, 1e-8);
        Check<float, RmsPropStep>(s => new RmsPropStep(0.1, 0.9, 1e-8, 0, 0, false), 1, expected, 2e-6);
    }

    [Fact]
    public void RmsProp_centred_with_momentum()
    {
        double[] expected =
            [
                -0.195140878, 0.45264075, 0.245709952, 0.010380969, -0.197109017, -0.124647105,
                -0.404811367, 0.0251870704, -0.226967539, 0.310089134, 0.104458461, -0.112095729,
                -0.361689216, -0.0202655987, 0.0739734871, -0.172029035, -0.382383535,
                -0.0399433625, -0.0433210645,
            ];
        Check<double, RmsPropStep>(s => new RmsPropStep(0.1, 0.9, 1e-6, 0.05, 0.5, false), 3, expected, 1e-8);
        Check<float, RmsPropStep>(s => new RmsPropStep(0.1, 0.9, 1e-6, 0.05, 0.5, false), 3, expected, 2e-6);
    }

    [Fact]
    public void Long_parameters_are_updated_to_the_last_element()
    {
        float[] p = Near.Random<float>(1, 50_003);
        float[] g = Near.Random<float>(2, 50_003);
        double[] expected = [.. p.Zip(g, (v, d) => v - 0.5 * d)];
        OptimizerLoop.Run<float, SgdStep>(new(learningRate: 0.5), p, g, []);
        Near.Equal<float>(expected, p, 1e-6);
    }
}
