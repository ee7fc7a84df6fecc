namespace Flambeau;

/// <summary>The node of a built-in operation with one output.</summary>
internal abstract class BackwardNode : Node
{
    private readonly List<SavedTensor> _saved = [];

    /// <summary>The gradients of the inputs; entries whose input does not need one may be null.</summary>
    protected abstract Tensor?[] Backward(Tensor gradOutput);

    internal sealed override Tensor?[] Run(Tensor?[] gradOutputs) =>
        gradOutputs[0] is { } gradOutput ? Backward(gradOutput) : new Tensor?[Edges.Length];

    internal sealed override void ReleaseSaved()
    {
        foreach (var saved in _saved)
        {
            saved.Release();
        }
    }

    /// <summary>Keeps a tensor for the backward pass and notices when it is overwritten meanwhile.</summary>
    protected SavedTensor Save(Tensor tensor) => Keep(new SavedTensor(tensor, this));

    /// <summary>As <see cref="Save"/> for a tensor that nobody else ever sees.</summary>
    protected SavedTensor SaveOwn(Tensor tensor) => Keep(new SavedTensor(tensor, this, isOwned: true));

    private SavedTensor Keep(SavedTensor saved)
    {
        _saved.Add(saved);
        return saved;
    }
}
