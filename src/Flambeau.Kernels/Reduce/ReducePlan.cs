namespace Flambeau.Kernels;

/// <summary>The loops of a reduction: one nest over the outputs, one over the elements of each.</summary>
internal readonly struct ReducePlan
{
    /// <summary>Loops over the kept dimensions; operand 0 is the source, operand 1 the destination.</summary>
    public readonly StridedPlan Kept;

    /// <summary>Loops over the reduced dimensions of the source.</summary>
    public readonly StridedPlan Reduced;

    /// <summary>Plans a reduction into a destination that is contiguous over the kept dimensions.</summary>
    public ReducePlan(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<bool> reduced, bool ordered)
    {
        Span<int> parts = stackalloc int[5 * sizes.Length];
        Span<int> keptSizes = parts[..sizes.Length];
        Span<int> keptStrides = parts.Slice(sizes.Length, sizes.Length);
        Span<int> outStrides = parts.Slice(2 * sizes.Length, sizes.Length);
        Span<int> reducedSizes = parts.Slice(3 * sizes.Length, sizes.Length);
        Span<int> reducedStrides = parts.Slice(4 * sizes.Length, sizes.Length);
        int outStride = 1;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            keptSizes[d] = reduced[d] ? 1 : sizes[d];
            reducedSizes[d] = reduced[d] ? sizes[d] : 1;
            keptStrides[d] = reducedStrides[d] = strides[d];
            outStrides[d] = outStride;
            outStride *= keptSizes[d];
        }

        Kept = StridedPlan.Create(keptSizes, keptStrides, outStrides);
        Reduced = StridedPlan.Create(reducedSizes, reducedStrides, sort: !ordered);
    }
}
