using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The definition of a matrix product, in double precision.</summary>
internal static class ReferenceGemm
{
    /// <summary>As <see cref="Gemm"/> computes it, one sum after the other.</summary>
    public static double[] Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transA, ReadOnlySpan<T> b, int ldb, bool transB,
        ReadOnlySpan<T> c, int ldc, bool accumulate, ReadOnlySpan<T> bias, Activation activation)
        where T : unmanaged, INumber<T>
    {
        var result = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? double.CreateChecked(c[(i * ldc) + j]) : 0;
                sum += bias.IsEmpty ? 0 : double.CreateChecked(bias[j]);
                for (int p = 0; p < k; p++)
                {
                    T x = transA ? a[(p * lda) + i] : a[(i * lda) + p], y = transB ? b[(j * ldb) + p] : b[(p * ldb) + j];
                    sum += double.CreateChecked(x) * double.CreateChecked(y);
                }

                result[(i * n) + j] = activation == Activation.ReLU && sum < 0 ? 0 : sum;
            }
        }

        return result;
    }
}
