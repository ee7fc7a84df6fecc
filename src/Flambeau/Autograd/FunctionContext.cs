namespace Flambeau;

/// <summary>What a <see cref="Function"/> carries from its forward to its backward pass (<c>ctx</c>).</summary>
public sealed class FunctionContext
{
    private readonly bool[] _needsInputGrad;
    private Tensor[] _toSave = [];
    private SavedTensor[]? _saved;

    internal FunctionContext(ReadOnlySpan<Tensor> inputs)
    {
        _needsInputGrad = new bool[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            _needsInputGrad[i] = inputs[i].RequiresGrad;
        }
    }

    /// <summary>For each input whether its gradient is wanted (<c>ctx.needs_input_grad</c>).</summary>
    public IReadOnlyList<bool> NeedsInputGrad => _needsInputGrad;

    /// <summary>The tensors kept by <see cref="SaveForBackward"/> (<c>ctx.saved_tensors</c>).</summary>
    /// <exception cref="InvalidOperationException">One was overwritten since, or freed by an earlier backward pass.</exception>
    public IReadOnlyList<Tensor> SavedTensors =>
        _saved is null ? _toSave : Array.ConvertAll(_saved, saved => saved.Value);

    /// <summary>Keeps tensors for the backward pass (<c>ctx.save_for_backward</c>).</summary>
    public void SaveForBackward(params ReadOnlySpan<Tensor> tensors) => _toSave = tensors.ToArray();

    internal void Seal(Node node) => _saved = Array.ConvertAll(_toSave, tensor => new SavedTensor(tensor, node));

    internal void Release()
    {
        foreach (var saved in _saved ?? [])
        {
            saved.Release();
        }
    }
}
