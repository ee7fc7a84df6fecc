namespace Flambeau.Serialization;

/// <summary>Numbers the storages of a file being written, each once however many tensors share it.</summary>
internal sealed class StorageTable
{
    private readonly Dictionary<Storage, int> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Storage Storage, DType DType)> _storages = [];

    /// <summary>The number of storages.</summary>
    public int Count => _storages.Count;

    /// <summary>The storage of a number.</summary>
    public Storage this[int key] => _storages[key].Storage;

    /// <summary>The number of a storage.</summary>
    /// <exception cref="ArgumentException">It was seen with another element type.</exception>
    public int KeyOf(Storage storage, DType dtype)
    {
        if (!_keys.TryGetValue(storage, out int key))
        {
            key = _storages.Count;
            _keys.Add(storage, key);
            _storages.Add((storage, dtype));
        }

        return _storages[key].DType == dtype
            ? key
            : throw new ArgumentException(
                $"Checkpoint: tensors of dtypes {_storages[key].DType.TorchName} and {dtype.TorchName} share memory, "
                + "which PyTorch's format cannot express; save a copy of one of them.");
    }
}
