using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>A matrix product cut into parts of rows and columns, which threads compute each by itself.</summary>
internal static unsafe class ProductParts
{
    /// <summary>Computes a product with threads, or a part of one with a single thread.</summary>
    /// <param name="product">What is computed.</param>
    /// <param name="kernels">The tiles.</param>
    /// <param name="packed">The right factor where it was packed before, or null.</param>
    /// <param name="values">Its values.</param>
    /// <param name="threads">How many to keep busy.</param>
    public static void Run<T>(in Product<T> product, TileKernels<T> kernels, PackedMatrix<T>? packed, T* values, int threads)
        where T : unmanaged, INumber<T>
    {
        var blocks = new DepthBlocks(product.K, product.N);
        var split = ProductSplit.Best(product.M, product.N, kernels.Rows, kernels.Columns, packed is not null, threads);
        if (split.Count == 1)
        {
            new BlockedProduct<T>(in product, blocks, kernels, packed, values, 0).Run();
        }
        else
        {
            RunParts(product, blocks, split, kernels, packed, values);
        }
    }

    private static void RunParts<T>(
        Product<T> product, DepthBlocks blocks, ProductSplit split, TileKernels<T> kernels, PackedMatrix<T>? packed, T* values)
        where T : unmanaged, INumber<T> =>
        Workers.For(split.Count, (from, to) =>
        {
            for (int part = from; part < to; part++)
            {
                var columns = split.Columns(part);
                Product<T> some = Part(in product, split.Rows(part), columns);
                new BlockedProduct<T>(in some, blocks, kernels, packed, values, columns.From / kernels.Columns).Run();
            }
        });

    private static Product<T> Part<T>(in Product<T> whole, (int From, int To) rows, (int From, int To) columns)
        where T : unmanaged
    {
        Product<T> part = whole;
        part.M = rows.To - rows.From;
        part.N = columns.To - columns.From;
        part.A = whole.A.From(rows.From, 0);
        part.B = whole.B.From(columns.From, 0);
        part.C = whole.C + (rows.From * whole.CRow) + columns.From;
        part.Bias = whole.Bias is null ? null : whole.Bias + columns.From;
        return part;
    }
}
