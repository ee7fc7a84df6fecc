namespace Flambeau;

/// <summary>
/// The history of a tensor after one of its views was overwritten: the gradient of the overwritten part passes through
/// the operation, the rest is untouched (PyTorch's node of the same name).
/// </summary>
internal sealed class CopySlices : Node
{
    private readonly Node _inner;
    private readonly Shape _baseShape;
    private readonly int[] _baseStrides;
    private readonly int _baseOffset;
    private readonly Shape _shape;
    private readonly int[] _strides;
    private readonly int _offset;

    private CopySlices(Node inner, Tensor origin, Tensor view)
    {
        _inner = inner;
        _baseShape = origin.Shape;
        _baseStrides = origin.Strides.ToArray();
        _baseOffset = origin.StorageOffset;
        _shape = view.Shape;
        _strides = view.Strides.ToArray();
        _offset = view.StorageOffset;
    }

    public override string Name => nameof(CopySlices);

    /// <summary>Makes the base, and with it every view, the result of the operation on the view.</summary>
    public static void Record(Tensor origin, Tensor view, Node inner)
    {
        var node = new CopySlices(inner, origin, view);
        node.Edges = [origin.GradientEdge(), .. inner.Edges[1..]];

        // the inner node must compute a gradient for the view whenever the base wants one
        inner.Edges = [node.Edges[0], .. inner.Edges[1..]];
        origin.SetSource(node, 0);
        view.RefreshViewHistory();
    }

    internal override Tensor?[] Run(Tensor?[] gradOutputs)
    {
        var gradient = Tensor.NewStrided(_baseShape, _baseStrides, gradOutputs[0]!.DType).CopyFrom(gradOutputs[0]!);
        var slice = Tensor.OverStorage(gradient.Storage, _shape, _strides, _offset - _baseOffset, gradient.DType);
        var inner = _inner.Run([slice.Clone()]);
        slice.CopyFrom(inner[0] ?? Tensor.Zeros(_shape, gradient.DType));
        return [gradient, .. inner[1..]];
    }

    internal override void ReleaseSaved() => _inner.ReleaseSaved();
}
