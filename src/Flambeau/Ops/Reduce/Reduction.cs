namespace Flambeau;

/// <summary>Which dimensions of an input are reduced, and the shapes that follow.</summary>
internal readonly struct Reduction
{
    /// <summary>Checks the dimensions; none means all.</summary>
    public Reduction(string op, Tensor input, ReadOnlySpan<int> dims, bool keepDim)
    {
        ArgumentNullException.ThrowIfNull(input);
        bool[] mask = Check.DimMask(op, dims, input.Shape);
        Mask = mask;
        Kept = Shape.Wrap([.. input.Shape.Select((size, d) => mask[d] ? 1 : size)]);
        Result = keepDim ? Kept : Shape.Wrap([.. input.Shape.Where((_, d) => !mask[d])]);
        int count = 1;
        for (int d = 0; d < mask.Length; d++)
        {
            count *= mask[d] ? input.Shape[d] : 1;
        }

        Count = count;
    }

    /// <summary>For each dimension whether it is reduced.</summary>
    public bool[] Mask { get; }

    /// <summary>The result's shape with reduced dimensions of size 1.</summary>
    public Shape Kept { get; }

    /// <summary>The result's shape.</summary>
    public Shape Result { get; }

    /// <summary>The number of elements that become one.</summary>
    public int Count { get; }

    /// <summary>Throws when there is no element to choose from.</summary>
    public void RequireElements(string op, Tensor input)
    {
        if (Count == 0)
        {
            throw new ArgumentException($"{op}: there must be at least one element to choose from, but there is none. input has shape {input.Shape}.");
        }
    }
}
