using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// The gradient of the weight of any geometry: for each run of taps a matrix product of source pixels, transposed, with
/// the gradient of the output, summed block by block of pixels in a fixed order.
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
        PartialSums.Add(plan.Partials, length, sum);
        WeightPanels.Unpack(pass, kernels.Columns, sum, dw);
    }
}
