using System.Diagnostics;
using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Products of row-major matrices: C = act(A B + bias) or, accumulating, C = act(C + A B + bias).</summary>
/// <remarks>Results depend neither on the number of threads nor on where the matrices lie.</remarks>
internal static unsafe class Gemm
{
    // Below this many multiplications another thread does not pay.
    private const long SerialWork = 128 * 1024;

    // With so many products for each thread those that are left over weigh little.
    private const int FewPerThread = 4;

    /// <summary>One product.</summary>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="a">m x k, or k x m where <paramref name="transA"/>.</param>
    /// <param name="lda">From a row of a to the next.</param>
    /// <param name="transA">Whether the product takes a transposed.</param>
    /// <param name="b">k x n, or n x k where <paramref name="transB"/>.</param>
    /// <param name="ldb">From a row of b to the next.</param>
    /// <param name="transB">Whether the product takes b transposed.</param>
    /// <param name="c">m x n; must not overlap the factors.</param>
    /// <param name="ldc">From a row of c to the next.</param>
    /// <param name="accumulate">Whether the product is added to c.</param>
    /// <param name="bias">One value per column, or empty.</param>
    /// <param name="activation">Applied last.</param>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transA, ReadOnlySpan<T> b, int ldb, bool transB,
        Span<T> c, int ldc, bool accumulate = false, ReadOnlySpan<T> bias = default, Activation activation = Activation.None)
        where T : unmanaged, INumber<T> =>
        Multiply(m, n, k, a, lda, transA, b, ldb, transB, c, ldc, accumulate, bias, activation, TileKernels<T>.Best);

    /// <summary>One product with a right factor that was packed before.</summary>
    public static void Multiply<T>(
        int m, ReadOnlySpan<T> a, int lda, bool transA, PackedMatrix<T> b,
        Span<T> c, int ldc, bool accumulate = false, ReadOnlySpan<T> bias = default, Activation activation = Activation.None)
        where T : unmanaged, INumber<T>
    {
        Check(m, b.N, b.K, a, lda, transA, c, ldc, bias);
        fixed (T* pa = a, pb = b.Values, pc = c, pBias = bias)
        {
            var product = new Product<T>
            {
                M = m,
                N = b.N,
                K = b.K,
                A = Factor<T>.Left(pa, lda, transA),
                C = pc,
                CRow = ldc,
                Bias = pBias,
                Accumulate = accumulate,
                Activation = activation,
            };
            Run(in product, b.Kernels, b, pb, Threads(in product));
        }
    }

    /// <summary>Products of matrices that lie at equal distances; a distance of 0 uses one factor again and again.</summary>
    public static void MultiplyBatched<T>(
        int batch, int m, int n, int k, ReadOnlySpan<T> a, int strideA, int lda, bool transA,
        ReadOnlySpan<T> b, int strideB, int ldb, bool transB, Span<T> c, int strideC, int ldc, bool accumulate = false)
        where T : unmanaged, INumber<T>
    {
        if (batch <= 0)
        {
            return;
        }

        Check(m, n, k, a[((batch - 1) * strideA)..], lda, transA, c[((batch - 1) * strideC)..], ldc, default);
        fixed (T* pa = a, pb = b, pc = c)
        {
            T* firstA = pa, firstB = pb, firstC = pc;
            Product<T> At(int index) => new()
            {
                M = m,
                N = n,
                K = k,
                A = Factor<T>.Left(firstA + ((nint)index * strideA), lda, transA),
                B = Factor<T>.Right(firstB + ((nint)index * strideB), ldb, transB),
                C = firstC + ((nint)index * strideC),
                CRow = ldc,
                Accumulate = accumulate,
            };

            // Many products: one thread each. Large ones that would leave threads without: all threads on each.
            int count = Workers.Count;
            int alone = batch < FewPerThread * count && Threads(At(0)) > 1 ? batch - (batch % count) : batch;
            Workers.For(alone, ((long)m * n * k / 4) + 1, (from, to) =>
            {
                for (int i = from; i < to; i++)
                {
                    Run(At(i), TileKernels<T>.Best, null, null, 1);
                }
            });
            for (int i = alone; i < batch; i++)
            {
                Run(At(i), TileKernels<T>.Best, null, null, count);
            }
        }
    }

    /// <summary>One product with the given micro-kernels.</summary>
    internal static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transA, ReadOnlySpan<T> b, int ldb, bool transB,
        Span<T> c, int ldc, bool accumulate, ReadOnlySpan<T> bias, Activation activation, TileKernels<T> kernels)
        where T : unmanaged, INumber<T>
    {
        Check(m, n, k, a, lda, transA, c, ldc, bias);
        Debug.Assert(n == 0 || k == 0 || b.Length >= (transB ? ((n - 1L) * ldb) + k : ((k - 1L) * ldb) + n), "b is too short");
        fixed (T* pa = a, pb = b, pc = c, pBias = bias)
        {
            var product = new Product<T>
            {
                M = m,
                N = n,
                K = k,
                A = Factor<T>.Left(pa, lda, transA),
                B = Factor<T>.Right(pb, ldb, transB),
                C = pc,
                CRow = ldc,
                Bias = pBias,
                Accumulate = accumulate,
                Activation = activation,
            };
            Run(in product, kernels, null, null, Threads(in product));
        }
    }

    private static int Threads<T>(in Product<T> product)
        where T : unmanaged => (long)product.M * product.N * product.K < SerialWork ? 1 : Workers.Count;

    private static void Run<T>(in Product<T> product, TileKernels<T> kernels, PackedMatrix<T>? packed, T* values, int threads)
        where T : unmanaged, INumber<T>
    {
        if (product.M == 0 || product.N == 0)
        {
            return;
        }

        if (product.K == 0)
        {
            Epilogue.Run(in product, 0, product.M);
        }
        else if (packed is null && DotProducts<T>.Suits(in product))
        {
            new DotProducts<T>(in product, kernels).Run(threads);
        }
        else if (packed is null && SwappedProduct.Suits(in product))
        {
            SwappedProduct.Run(in product, kernels, threads);
        }
        else if (packed is null && DeepProduct.Suits(in product))
        {
            DeepProduct.Run(in product, kernels);
        }
        else
        {
            ProductParts.Run(in product, kernels, packed, values, threads);
        }
    }

    [Conditional("DEBUG")]
    private static void Check<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transA, ReadOnlySpan<T> c, int ldc, ReadOnlySpan<T> bias)
    {
        Debug.Assert(m >= 0 && n >= 0 && k >= 0, "sizes are not negative");
        Debug.Assert(m == 0 || k == 0 || a.Length >= (transA ? ((k - 1L) * lda) + m : ((m - 1L) * lda) + k), "a is too short");
        Debug.Assert(m == 0 || n == 0 || c.Length >= ((m - 1L) * ldc) + n, "c is too short");
        Debug.Assert(bias.IsEmpty || bias.Length >= n, "bias is too short");
    }
}
