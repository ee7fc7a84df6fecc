using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>A plain matrix product, row by row.</summary>
internal static class LoopGemm
{
    /// <summary>c = a b (or c += a b), row major, either factor transposed.</summary>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transA, ReadOnlySpan<T> b, int ldb, bool transB,
        Span<T> c, int ldc, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            Span<T> row = c.Slice(i * ldc, n);
            if (!accumulate)
            {
                row.Clear();
            }
            if (transB && !transA)
            {
                for (int j = 0; j < n; j++)
                {
                    row[j] += TensorPrimitives.Dot(a.Slice(i * lda, k), b.Slice(j * ldb, k));
                }
                continue;
            }
            for (int p = 0; p < k; p++)
            {
                T factor = transA ? a[p * lda + i] : a[i * lda + p];
                TensorPrimitives.MultiplyAdd(b.Slice(p * ldb, n), factor, row, row);
            }
        }
    }
}
