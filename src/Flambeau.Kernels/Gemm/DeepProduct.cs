using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>A product of few rows and columns and long sums: threads share the depth, and each reads a part of both factors.</summary>
/// <remarks>Dealt by rows or columns, every thread would read and pack all of the other factor.</remarks>
internal static unsafe class DeepProduct
{
    // The sums of a part are stored and added once more, which its products must outweigh.
    private const int PartDepth = 8192;

    private const int MostParts = 32;

    // With more, rows and columns are enough for all threads.
    private const long MostSums = 64 * 1024;

    /// <summary>Whether the depth is cut; a matter of the shape alone.</summary>
    public static bool Suits<T>(in Product<T> product)
        where T : unmanaged => product.K >= 2 * PartDepth && (long)product.M * product.N <= MostSums;

    /// <summary>Computes the product.</summary>
    public static void Run<T>(in Product<T> product, TileKernels<T> kernels)
        where T : unmanaged, INumber<T>
    {
        int length = product.M * product.N, parts = Math.Min(product.K / PartDepth, MostParts);
        Product<T> whole = product;
        using Scratch<T> scratch = Scratch<T>.Rent((long)parts * length);
        T* sums = scratch.Pointer;
        Workers.For(parts, (from, to) =>
        {
            for (int part = from; part < to; part++)
            {
                RunPart(in whole, kernels, Blocking.Part(whole.K, parts, part), Blocking.Part(whole.K, parts, part + 1), sums + ((nint)part * length));
            }
        });
        PartialSums.Add(parts, length, sums);
        for (int row = 0; row < whole.M; row++)
        {
            for (int column = 0; column < whole.N; column++)
            {
                Epilogue.Store(in whole, row, column, *sums++);
            }
        }
    }

    private static void RunPart<T>(in Product<T> whole, TileKernels<T> kernels, int start, int end, T* sums)
        where T : unmanaged, INumber<T>
    {
        var part = new Product<T>
        {
            M = whole.M,
            N = whole.N,
            K = end - start,
            A = whole.A.From(0, start),
            B = whole.B.From(0, start),
            C = sums,
            CRow = whole.N,
        };
        ProductParts.Run(in part, kernels, null, null, 1);
    }
}
