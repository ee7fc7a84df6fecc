namespace Flambeau;

/// <content>Other orders of entries.</content>
public partial class Tensor
{
    /// <summary>A copy with the entries of the named dimensions in reverse order (<c>torch.flip</c>).</summary>
    /// <exception cref="ArgumentException">A dimension is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Flip(params ReadOnlySpan<int> dims)
    {
        bool[] mask = dims.IsEmpty ? new bool[Dim] : Check.DimMask(nameof(Flip), dims, Shape);
        var source = Detach();
        for (int d = 0; d < mask.Length; d++)
        {
            if (mask[d])
            {
                source = SliceMap.Select(Shape, d, [.. Enumerable.Range(0, Shape[d]).Reverse()]).Take(source);
            }
        }

        var output = source.SharesMemoryWith(this) ? source.Clone() : source;
        return Recorder.Wants(this) ? Recorder.Record(output, new FlipBackward(dims.ToArray()), this) : output;
    }

    /// <summary>A copy whose entries are moved on by <paramref name="shift"/> along a dimension; those that fall off come back at the start (<c>torch.roll</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Roll(int shift, int dim)
    {
        int d = Check.Dim(nameof(Roll), dim, Shape);
        if (Numel == 0 || Dim == 0)
        {
            return Clone();
        }

        int size = Shape[d];
        int start = ((size - (shift % size)) % size + size) % size;
        return Cat([Slice(d, start), Slice(d, 0, start)], d);
    }

    /// <summary>A copy whose elements are moved on by <paramref name="shift"/> in row-major order (<c>torch.roll</c>).</summary>
    public Tensor Roll(int shift) => Reshape(Numel).Roll(shift, 0).Reshape(Shape);

    /// <summary>A copy rolled along several dimensions (<c>torch.roll</c>).</summary>
    /// <exception cref="ArgumentException">There is not one shift per dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Roll(ReadOnlySpan<int> shifts, ReadOnlySpan<int> dims)
    {
        if (shifts.Length != dims.Length)
        {
            throw new ArgumentException($"Roll: there must be one shift per dimension, but got {shifts.Length} for {dims.Length}. input has shape {Shape}.");
        }

        var rolled = this;
        for (int i = 0; i < dims.Length; i++)
        {
            rolled = rolled.Roll(shifts[i], dims[i]);
        }

        return rolled;
    }

    private sealed class FlipBackward(int[] dims) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Flip(dims)];
    }
}
