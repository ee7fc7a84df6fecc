namespace Flambeau;

/// <content>Views remember what they are views of, so that overwriting one changes the history of the other.</content>
public partial class Tensor
{
    private int _historyVersion;

    /// <summary>The tensor this is a recorded view of; null for a tensor of its own.</summary>
    internal Tensor? ViewBase { get; private init; }

    /// <summary>A view of this tensor's memory with another geometry and the same history.</summary>
    /// <param name="shape">The sizes of the view.</param>
    /// <param name="strides">Its strides, in elements.</param>
    /// <param name="offset">Its first element, counted from the start of the storage.</param>
    /// <param name="makeNode">Makes the node of the view, when the operation has to be recorded.</param>
    internal Tensor View(Shape shape, int[] strides, int offset, Func<Node> makeNode)
    {
        var origin = ViewBase ?? this;
        var view = new Tensor(_storage, shape, strides, offset, DType)
        {
            IsInference = IsInference,
            ViewBase = GradMode.IsEnabled ? origin : null,
            _historyVersion = origin._storage.Version,
        };
        return Recorder.Wants(this) ? Recorder.Record(view, makeNode(), this) : view;
    }

    /// <summary>Makes the view's history start anew at its base, whose history an in-place operation changed.</summary>
    internal void RefreshViewHistory()
    {
        if (ViewBase is { RequiresGrad: true } origin)
        {
            var node = new AsStridedBackward(origin, Shape, _strides, _offset) { Edges = [origin.GradientEdge()] };
            SetSource(node, 0);
            _historyVersion = _storage.Version;
        }
    }

    /// <summary>Where this tensor comes from, after bringing a view up to date with its base.</summary>
    private Edge? CurrentSource()
    {
        if (ViewBase is not null && _historyVersion != _storage.Version)
        {
            _historyVersion = _storage.Version;
            RefreshViewHistory();
        }

        return _autograd?.Source;
    }
}
