using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Convolution of any geometry without gathered rows: the micro-kernel sums over runs of the source, one for each row
/// of taps, so that only the padding costs a copy (<see cref="SourceBand"/>).
/// </summary>
internal static unsafe class DirectConvolution
{
    /// <summary>Writes the targets of a pass.</summary>
    public static void Run<T>(ConvPass pass, ConvBuffers<T> buffers)
        where T : unmanaged, INumber<T>
    {
        TileKernels<T> tiles = TileKernels<T>.Best;
        DirectPlan plan = DirectPlan.For<T>(pass, tiles.Columns, tiles.Rows, buffers.Pools) with
        {
            Streams = tiles.Columns * sizeof(T) % CacheLine.Size == 0 && buffers.Streams(in pass),
        };
        // The panels of one tap lie in a turned weight already.
        bool areTurned = buffers.Turned is not null && pass.WeightIn == 1 && buffers.Scale is null;
        using Scratch<T> weights = Scratch<T>.Rent(areTurned ? 0 : WeightPanels.Length(in pass, tiles.Columns));
        T* panels = areTurned ? buffers.Turned : weights.Pointer;
        if (!areTurned)
        {
            WeightPanels.Pack(pass, tiles.Columns, buffers, panels);
        }
        Workers.For(plan.Items, (from, to) =>
        {
            using Scratch<T> band = Scratch<T>.Rent(plan.BandLength + plan.SquaresLength);
            var item = new DirectItem<T>(tiles, in plan, in buffers, panels, band.Pointer);
            for (int i = from; i < to; i++)
            {
                item.Run(i);
            }

            if (plan.Streams)
            {
                Streaming.Fence();
            }
        });
    }
}
