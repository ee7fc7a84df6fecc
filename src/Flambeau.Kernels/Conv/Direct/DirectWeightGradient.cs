using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>
/// The gradient of the weight of any geometry: for each run of taps a matrix product of source pixels, transposed, with the gradient of
/// the output, summed block by block of pixels in a fixed order.
/// </summary>
internal static unsafe class DirectWeightGradient
{
    /// <summary>Writes dw = sum over pixels of x times dy.</summary>
    /// <param name="pass">The forward pass.</param>
    /// <param name="x">Its source.</param>
    /// <param name="dy">The gradient of its target.</param>
    /// <param name="dw">The gradient of its weight.</param>
    public static void Run<T>(ConvPass pass, T* x, T* dy, T* dw)
        where T : unmanaged, INumber<T>
    {
        TileKernels<T> kernels = TileKernels<T>.Best;
        WeightGradientPlan plan = WeightGradientPlan.For<T>(pass, kernels.Columns, kernels.Rows);
        long length = WeightPanels.Length(in pass, kernels.Columns);
        using Scratch<T> sums = Scratch<T>.Rent(plan.Partials * length);
        T* sum = sums.Pointer;
        Workers.For(plan.Items, (from, to) =>
        {
            using var item = new WeightGradientItem<T>(kernels, in plan, x, dy, sum);
            for (int i = from; i < to; i++)
            {
                item.Run(i);
            }
        });
        AddPartials(plan.Partials, length, sum);
        WeightPanels.Unpack(pass, kernels.Columns, sum, dw);
    }

    /// <summary>Adds all partial sums to the first, in order.</summary>
    private static void AddPartials<T>(int partials, long length, T* sums)
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
