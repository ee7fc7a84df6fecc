namespace Flambeau;

/// <summary>
/// Tensors between the brackets: they are broadcast together, and their common shape takes the place of the dimensions
/// they index, or comes first when those are not neighbours (NumPy's rule).
/// </summary>
internal sealed class AdvancedIndex
{
    private readonly Tensor _view;
    private readonly Shape _shape;

    public AdvancedIndex(Tensor view, List<(int Dim, Tensor Index)> indices)
    {
        _view = view;
        Shape items = new Shape();
        foreach (var (_, index) in indices)
        {
            items = Layout.Broadcast("this[]", items, index.Shape);
        }

        var positions = indices.ConvertAll(entry =>
            (entry.Dim, IndexValues.Read("this[]", entry.Index.Expand(items), view.Shape[entry.Dim], entry.Dim, view.Shape, allowNegative: true)));
        int[] dims = [.. indices.Select(entry => entry.Dim)];
        bool together = dims[^1] - dims[0] == dims.Length - 1;
        int before = together ? dims[0] : 0;
        int[] kept = [.. Enumerable.Range(0, view.Dim).Except(dims)];
        _shape = [.. kept.Take(before).Select(d => view.Shape[d]), .. items.AsSpan(), .. kept.Skip(before).Select(d => view.Shape[d])];
        int[] pairs = [.. kept.Take(before), .. Enumerable.Repeat(-1, items.Count), .. kept.Skip(before)];
        Map = new SliceMap(view.Shape, _shape, pairs, Array.ConvertAll(pairs, d => d < 0), [.. positions]);
    }

    /// <summary>From the indexed part to the view.</summary>
    public SliceMap Map { get; }

    /// <summary>A copy of the indexed part.</summary>
    public Tensor Read() => Map.Take(_view);

    /// <summary>The value in the shape of the indexed part.</summary>
    /// <exception cref="ArgumentException">It does not broadcast to it.</exception>
    public Tensor Fit(Tensor value)
    {
        if (Layout.Broadcast("this[]", _shape, value.Shape) != _shape)
        {
            throw new ArgumentException($"this[]: the value must broadcast to the indexed part, {_shape}, but has shape {value.Shape}. input has shape {_view.Shape}.");
        }

        return value.Expand(_shape);
    }
}
