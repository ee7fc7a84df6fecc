using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>A product with a large transposed right factor, computed as the transpose of B' A': B is read in its order.</summary>
/// <remarks>
/// The tiles want columns side by side, so a B whose columns lie along the depth (a layer's weight) must be transposed
/// as it is packed. When there are far fewer rows, it is cheaper to transpose A, and C in the end.
/// </remarks>
internal static unsafe class SwappedProduct
{
    // Measured: below this ratio of the steps saved to the elements of C, copying C costs as much as it saves.
    private const long CopyPrice = 16;

    /// <summary>Whether the transposed product is the cheaper one; a matter of the shape alone.</summary>
    public static bool Suits<T>(in Product<T> product)
        where T : unmanaged =>
        product.B.Line != 1 && (long)(product.N - product.M) * product.K > CopyPrice * product.M * product.N;

    /// <summary>Computes the product.</summary>
    public static void Run<T>(in Product<T> product, TileKernels<T> kernels, int threads)
        where T : unmanaged, INumber<T>
    {
        int length = checked(product.M * product.N);
        var scratch = Block.Rent((long)length * sizeof(T));
        fixed (T* memory = scratch.AsSpan<T>(0, length))
        {
            var swapped = new Product<T>
            {
                M = product.N,
                N = product.M,
                K = product.K,
                A = product.B,
                B = product.A,
                C = memory,
                CRow = product.M,
            };
            ProductParts.Run(in swapped, kernels, null, null, threads);
            Product<T> original = product;
            T* sums = memory;
            Workers.For(product.N, product.M, (from, to) => Store(original, sums, from, to));
        }

        scratch.Return();
    }

    private static void Store<T>(Product<T> product, T* sums, int from, int to)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < product.M; row++)
        {
            for (int column = from; column < to; column++)
            {
                Epilogue.Store(in product, row, column, sums[((nint)column * product.M) + row]);
            }
        }
    }
}
