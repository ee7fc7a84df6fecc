using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// A convolution's weight turned once, for inferences that use it again and again:
/// [group][panel][source channel][tap][column], what <see cref="WeightBlock{T}"/> makes of a part of it each time otherwise.
/// </summary>
internal sealed unsafe class TurnedWeight<T>
    where T : unmanaged, INumber<T>
{
    private readonly Block _block;
    private readonly int _length;

    private TurnedWeight(long length)
    {
        _length = checked((int)length);
        _block = Block.Rent(length * sizeof(T));
    }

    /// <summary>The turned values.</summary>
    public ReadOnlySpan<T> Values => _block.AsSpan<T>(0, _length);

    /// <summary>Turns a weight [OutC, C / Groups, KH, KW].</summary>
    public static TurnedWeight<T> Turn(in Conv2dGeometry g, ReadOnlySpan<T> weight)
    {
        ConvPass pass = ConvPass.Forward(in g);
        int columns = TileKernels<T>.Best.Columns;
        var turned = new TurnedWeight<T>(WeightPanels.Length(in pass, columns));
        fixed (T* source = weight, target = turned._block.AsSpan<T>(0, turned._length))
        {
            T* from = source, to = target;
            WeightPanels.ForBlocks<T>(pass, columns, 0, (group, panel, channel, channels, _) =>
                new WeightBlock<T>(
                    in pass, columns, from, null, group, panel, channel, channels,
                    to + WeightBlock<T>.TurnedIndex(in pass, columns, group, panel, channel)).Load());
        }

        return turned;
    }
}
