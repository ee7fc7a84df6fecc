using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>Sums that were formed apart, over ranges which depend on sizes only.</summary>
internal static unsafe class PartialSums
{
    /// <summary>Adds all partial sums to the first, in order.</summary>
    public static void Add<T>(int partials, long length, T* sums)
        where T : unmanaged, INumber<T>
    {
        if (partials == 1)
        {
            return;
        }
        const int Piece = 4096;
        Workers.For((int)((length + Piece - 1) / Piece), (long)Piece * partials, (from, to) =>
        {
            int count = (int)(Math.Min((long)to * Piece, length) - (long)from * Piece);
            var total = new Span<T>(sums + (long)from * Piece, count);
            for (int i = 1; i < partials; i++)
            {
                TensorPrimitives.Add(total, new Span<T>(sums + i * length + (long)from * Piece, count), total);
            }
        });
    }
}
