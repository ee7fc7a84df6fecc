namespace Flambeau.Serialization;

/// <summary>A storage as a pickle refers to it: its place, element type, and the part of it that is meant.</summary>
/// <param name="Stored">The storage, which tensors share.</param>
/// <param name="Type">The storage's class.</param>
/// <param name="Offset">The first element; not 0 only in old files, where a storage may be a view of another.</param>
internal sealed record TorchStorage(StoredStorage Stored, TorchStorageType Type, long Offset)
{
    /// <summary>Describes the tensor that a rebuild function makes.</summary>
    /// <param name="offset">The first element, counted from the storage's beginning.</param>
    /// <param name="sizes">The tensor's shape.</param>
    /// <param name="strides">The distance between neighbours along each dimension, in elements.</param>
    /// <param name="element">The element type, for storages that have none.</param>
    /// <exception cref="CheckpointException">The tensor reaches outside the storage.</exception>
    public DenseStoredTensor View(long offset, long[] sizes, long[] strides, ElementType? element)
    {
        ElementType type = element ?? Type.Element
            ?? throw new CheckpointException("a tensor over an untyped storage does not tell its dtype");
        if (offset < 0 || Offset > long.MaxValue - offset)
        {
            throw new CheckpointException(
                $"a tensor of shape [{string.Join(", ", sizes)}] at offset {offset} reaches outside its storage of "
                + $"{Stored.ByteCount / type.ItemSize} elements");
        }

        AgreeOnSwapping(type);
        return new DenseStoredTensor(Stored, type, Offset + offset, sizes, strides);
    }

    /// <summary>An untyped storage of a big-endian machine is swapped as the first tensor over it is typed.</summary>
    private void AgreeOnSwapping(ElementType type)
    {
        if (Stored.SwapUnit == 0)
        {
            Stored.SwapUnit = type.UnitSize;
        }
        else if (Stored.SwapUnit is { } unit && unit != type.UnitSize)
        {
            throw new CheckpointException(
                $"numbers of {unit} and of {type.UnitSize} bytes share a storage of a big-endian machine");
        }
    }
}
