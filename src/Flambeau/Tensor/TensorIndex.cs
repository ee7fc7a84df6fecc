namespace Flambeau;

/// <summary>
/// One entry between the brackets of <c>tensor[...]</c>: an integer, a range, <c>^1</c>, a slice with a step,
/// <see cref="NewAxis"/>, <see cref="Ellipsis"/> or a tensor of positions or truth values.
/// </summary>
public readonly struct TensorIndex
{
    private TensorIndex(TensorIndexKind kind, int start, int end, int step, Tensor? tensor)
    {
        Kind = kind;
        Start = start;
        End = end;
        Step = step;
        Tensor = tensor;
    }

    /// <summary>Inserts a dimension of size 1 (Python's <c>None</c>).</summary>
    public static TensorIndex NewAxis => new(TensorIndexKind.NewAxis, 0, 0, 0, null);

    /// <summary>As many full slices as are needed (Python's <c>...</c>).</summary>
    public static TensorIndex Ellipsis => new(TensorIndexKind.Ellipsis, 0, 0, 0, null);

    internal TensorIndexKind Kind { get; }

    internal int Start { get; }

    internal int End { get; }

    internal int Step { get; }

    internal Tensor? Tensor { get; }

    /// <summary>One entry; a negative one counts from the end.</summary>
    public static implicit operator TensorIndex(int index) => new(TensorIndexKind.Select, index, 0, 0, null);

    /// <summary>One entry, possibly counted from the end.</summary>
    public static implicit operator TensorIndex(Index index) => index.IsFromEnd ? -index.Value : index.Value;

    /// <summary>A slice such as <c>1..3</c>, <c>..^1</c> or <c>..</c>.</summary>
    public static implicit operator TensorIndex(Range range)
    {
        int start = range.Start.IsFromEnd ? (range.Start.Value == 0 ? int.MaxValue : -range.Start.Value) : range.Start.Value;
        int end = range.End.IsFromEnd ? (range.End.Value == 0 ? int.MaxValue : -range.End.Value) : range.End.Value;
        return Slice(start, end);
    }

    /// <summary>The entries a tensor names: positions (integer types) or those where it is true (bool).</summary>
    public static implicit operator TensorIndex(Tensor tensor) => new(TensorIndexKind.Tensor, 0, 0, 0, tensor);

    /// <summary>Python's <c>start:end:step</c>.</summary>
    public static TensorIndex Slice(int start = 0, int end = int.MaxValue, int step = 1) =>
        new(TensorIndexKind.Slice, start, end, step, null);
}
