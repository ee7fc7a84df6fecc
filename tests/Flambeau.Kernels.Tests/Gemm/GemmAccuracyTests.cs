namespace Flambeau.Kernels.Tests;

/// <summary>Long sums of products in float against float64, relative to the largest: the first 2e-6 of it are rounding.</summary>
public class GemmAccuracyTests
{
    private const double Exact = 2e-6;

    [Theory]
    [InlineData(16, 64, 4608)]
    [InlineData(32, 16, 186624)] // the chapter's first linear layer: its rows and inputs, some of its outputs
    [InlineData(1, 64, 100000)] // a matrix and a vector
    [InlineData(5, 40, 30000)] // few rows
    [InlineData(48, 40, 10000)]
    public void Long_sums_are_exact(int m, int n, int k)
    {
        foreach (double lowest in (double[])[-1, 0]) // around zero; of one sign, which rounds most
        {
            float[] a = Near.Random<float>(1, m * k, lowest, 1), b = Near.Random<float>(2, k * n, lowest, 1);
            double[] expected = new double[m * n];
            // The float64 products are held to the definition elsewhere, on sizes for which that is quick.
            Gemm.Multiply<double>(m, n, k, Near.Wide(a), k, false, Near.Wide(b), n, false, expected, n);
            foreach (bool transposed in (bool[])[false, true])
            {
                float[] c = new float[m * n];
                Gemm.Multiply<float>(
                    m, n, k, a, k, false, transposed ? Transposed(b, k, n) : b, transposed ? k : n, transposed, c, n);
                Near.Equal<float>(expected, c, Exact);
            }
        }
    }

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[(i % columns * rows) + (i / columns)] = values[i];
        }

        return result;
    }
}
