namespace Flambeau.Serialization;

/// <summary>The storages of an old file: named in its pickle, found behind it.</summary>
/// <param name="source">The file.</param>
internal sealed class StoredStorages(ByteSource source)
{
    private readonly Dictionary<string, (StoredStorage Storage, TorchStorageType Type)> _byKey =
        new(StringComparer.Ordinal);

    private long _promised;

    /// <summary>Whether a big-endian machine wrote the elements.</summary>
    public bool IsBigEndian { get; set; }

    /// <summary>Finds or describes a storage; its place comes later.</summary>
    /// <exception cref="CheckpointException">The file is too short for it.</exception>
    public StoredStorage Find(string key, TorchStorageType type, long count)
    {
        if (!_byKey.TryGetValue(key, out (StoredStorage Storage, TorchStorageType) known))
        {
            if (count < 0 || (Int128)count * type.ItemSize > source.Length - _promised)
            {
                throw new CheckpointException(
                    $"storage '{key}' should have {count} elements, more than the file has bytes; it is damaged");
            }

            known = (new StoredStorage(_byKey.Count, count * type.ItemSize), type);
            known.Storage.SwapUnit = IsBigEndian ? type.Element?.UnitSize ?? 0 : null;
            _promised += known.Storage.ByteCount;
            _byKey.Add(key, known);
        }

        return known.Storage;
    }

    /// <summary>Learns where the elements are: they follow in the order of the keys, each after its count.</summary>
    /// <exception cref="CheckpointException">A storage is missing, unknown, or of another length.</exception>
    public void Place(PickleInput input, IReadOnlyList<object?> keys)
    {
        foreach (object? key in keys)
        {
            if (key is not string name
                || !_byKey.Remove(name, out (StoredStorage Storage, TorchStorageType Type) entry))
            {
                throw new CheckpointException(
                    $"the list of storages names '{PythonValue.Show(key)}', which no tensor uses");
            }

            PlaceNext(input, name, entry.Storage, entry.Type);
        }

        if (_byKey.Count > 0)
        {
            throw new CheckpointException($"the content of storage '{_byKey.Keys.First()}' is missing");
        }
    }

    private void PlaceNext(PickleInput input, string key, StoredStorage storage, TorchStorageType type)
    {
        long offset = input.Position;
        long count = input.ReadInt64();
        if (count != storage.ByteCount / type.ItemSize)
        {
            throw new CheckpointException(
                $"storage '{key}' should have {storage.ByteCount / type.ItemSize} elements, but {count} are stored")
                .At(offset);
        }

        long start = input.Position;
        input.Skip(storage.ByteCount);
        storage.Fill = block => source.ReadInto(start, block);
    }
}
