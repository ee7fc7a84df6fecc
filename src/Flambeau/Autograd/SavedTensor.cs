namespace Flambeau;

/// <summary>A tensor kept for the backward pass together with its version at that time.</summary>
internal sealed class SavedTensor
{
    private readonly Node _owner;
    private readonly int _version;
    private readonly bool _isOwned;
    private Tensor? _tensor;

    public SavedTensor(Tensor tensor, Node owner, bool isOwned = false)
    {
        if (tensor.IsInference)
        {
            throw new InvalidOperationException(
                $"{owner.Name}: a tensor made in inference mode cannot be kept for the backward pass; clone it outside. The tensor has shape {tensor.Shape}.");
        }

        _owner = owner;
        _tensor = tensor;
        _version = tensor.Version;
        _isOwned = isOwned;
    }

    /// <summary>The tensor.</summary>
    /// <exception cref="InvalidOperationException">It was released by an earlier backward pass, or overwritten since.</exception>
    public Tensor Value
    {
        get
        {
            var tensor = _tensor ?? throw new InvalidOperationException(
                $"{_owner.Name}: the graph was already used by an earlier Backward and its saved tensors are freed; pass retainGraph: true to the first Backward to use it twice.");
            if (tensor.Version != _version)
            {
                throw new InvalidOperationException(
                    $"{_owner.Name}: a tensor of shape {tensor.Shape} that is needed for the gradient was modified by an in-place operation (it is at version {tensor.Version}, version {_version} was saved).");
            }

            return tensor;
        }
    }

    /// <summary>Forgets the tensor; memory that nobody but the owner has ever seen goes back at once.</summary>
    public void Release()
    {
        if (_isOwned)
        {
            _tensor?.Storage.Release();
        }

        _tensor = null;
    }
}
