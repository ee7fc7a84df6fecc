namespace Flambeau;

/// <content>Whole entries of one dimension.</content>
public partial class Tensor
{
    /// <summary>The named entries of one dimension, in the given order (<c>torch.index_select</c>).</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">[n], int64 or int32.</param>
    /// <exception cref="ArgumentException">The index is no vector of whole numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or entry.</exception>
    public Tensor IndexSelect(int dim, Tensor index)
    {
        int d = CheckEntries(nameof(IndexSelect), dim, index);
        return SliceMap.Select(Shape, d, IndexValues.Read(nameof(IndexSelect), index, Shape[d], d, Shape)).Take(this);
    }

    /// <summary>A copy to whose entries <paramref name="index"/> the entries of <paramref name="source"/> are added (<c>torch.index_add</c>).</summary>
    /// <exception cref="ArgumentException">The index is no vector of whole numbers, or the source has another shape or type than the named entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or entry.</exception>
    public Tensor IndexAdd(int dim, Tensor index, Tensor source) => Clone().IndexAddInPlace(dim, index, source);

    /// <summary>Adds the entries of <paramref name="source"/> to the entries <paramref name="index"/> (<c>Tensor.index_add_</c>).</summary>
    /// <exception cref="ArgumentException">The index is no vector of whole numbers, or the source has another shape or type than the named entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or entry.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor IndexAddInPlace(int dim, Tensor index, Tensor source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int d = CheckEntries(nameof(IndexAddInPlace), dim, index);
        Check.SameDType(nameof(IndexAddInPlace), this, source, "input", "source");
        int[] sizes = Shape.ToArray();
        sizes[d] = index.Numel;
        if (source.Shape != new Shape(sizes))
        {
            throw new ArgumentException(
                $"IndexAddInPlace: the source must have shape {new Shape(sizes)}, but has not. input has shape {Shape}, source has shape {source.Shape}.", nameof(source));
        }

        var map = SliceMap.Select(Shape, d, IndexValues.Read(nameof(IndexAddInPlace), index, Shape[d], d, Shape));
        return PutInPlace(nameof(IndexAddInPlace), map, source, accumulate: true);
    }

    /// <summary>The elements at positions counted in row-major order, in the index's shape (<c>torch.take</c>).</summary>
    /// <exception cref="ArgumentException">The index has no whole numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Tensor Take(Tensor index)
    {
        int[] values = IndexValues.Read(nameof(Take), index, Numel, 0, Shape, allowNegative: true);
        return SliceMap.Select(new Shape(Numel), 0, values).Take(Reshape(Numel)).Reshape(index.Shape);
    }

    /// <summary>The elements where the mask, broadcast, is true, as a vector (<c>torch.masked_select</c>).</summary>
    /// <exception cref="ArgumentException">The mask is not bool, or the shapes do not broadcast.</exception>
    public Tensor MaskedSelect(Tensor mask)
    {
        CheckMask(nameof(MaskedSelect), mask);
        Shape shape = Layout.Broadcast(nameof(MaskedSelect), Shape, mask.Shape);
        int[] chosen = TruePositions(mask.Expand(shape));
        int count = (int)shape.Numel;
        return SliceMap.Select(new Shape(count), 0, chosen).Take(Expand(shape).Reshape(count));
    }

    private static int[] TruePositions(Tensor mask)
    {
        bool[] values = mask.ToArray<bool>();
        var positions = new List<int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i])
            {
                positions.Add(i);
            }
        }

        return [.. positions];
    }

    private int CheckEntries(string op, int dim, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        RequireDims(op);
        int d = Check.Dim(op, dim, Shape);
        if (index.Dim > 1)
        {
            throw new ArgumentException($"{op}: the index must be a vector, but has {index.Dim} dimensions. input has shape {Shape}, index has shape {index.Shape}.");
        }

        return d;
    }

    private Tensor PutInPlace(string op, SliceMap map, Tensor source, bool accumulate)
    {
        bool wanted = InPlace.Begin(op, this, source);
        map.Put(this, source, accumulate);
        MarkWritten();
        return wanted ? InPlace.Record(this, new PutBackward(map, accumulate), source) : this;
    }

    // what was overwritten gets no gradient; the source's is read where it was written
    private sealed class PutBackward(SliceMap map, bool accumulate) : BackwardNode
    {
        public override string Name => "IndexPutBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var source = Needs(1) ? map.Take(gradOutput) : null;
            if (!Needs(0) || accumulate)
            {
                return [gradOutput, source];
            }

            var kept = OnesLike(gradOutput);
            map.Put(kept, source is null ? Zeros([], kept.DType).Expand(map.OutputShape) : ZerosLike(source), accumulate: false);
            return [gradOutput * kept, source];
        }
    }
}
