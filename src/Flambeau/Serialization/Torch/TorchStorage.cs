namespace Flambeau.Serialization;

/// <summary>A storage as a pickle refers to it: memory, element type, and the part of the memory it covers.</summary>
/// <param name="Memory">The memory, which tensors share.</param>
/// <param name="Type">The storage's class.</param>
/// <param name="Offset">The first element; not 0 only in old files, where a storage may be a view of another.</param>
internal sealed record TorchStorage(Storage Memory, TorchStorageType Type, long Offset)
{
    /// <summary>Makes the tensor that a rebuild function describes.</summary>
    /// <param name="offset">The first element, counted from the storage's beginning.</param>
    /// <param name="sizes">The tensor's shape.</param>
    /// <param name="strides">The distance between neighbours along each dimension, in elements.</param>
    /// <param name="dtype">The element type, for storages that have none.</param>
    /// <exception cref="CheckpointException">The tensor reaches outside the storage or is too large.</exception>
    public Tensor View(long offset, long[] sizes, long[] strides, DType? dtype)
    {
        DType type = dtype ?? Type.DType
            ?? throw new CheckpointException("a tensor over an untyped storage does not tell its dtype");
        long available = Memory.Block.ByteCount / type.ItemSize;
        string shape = $"[{string.Join(", ", sizes)}]";
        if (sizes.Length != strides.Length || sizes.Any(size => size < 0) || strides.Any(stride => stride < 0))
        {
            throw new CheckpointException(
                $"a tensor of shape {shape} has strides [{string.Join(", ", strides)}], which is not possible");
        }

        if (offset < 0 || Offset > available - offset || !Fits(sizes, strides, available - Offset - offset))
        {
            throw new CheckpointException(
                $"a tensor of shape {shape} at offset {offset} reaches outside its storage of {available} elements");
        }

        if (!IsAddressable(sizes) || Offset + offset > int.MaxValue)
        {
            throw new CheckpointException($"a tensor of shape {shape} has more than {int.MaxValue} elements");
        }

        return Tensor.OverStorage(
            Memory,
            new Shape(Array.ConvertAll(sizes, size => (int)size)),
            Array.ConvertAll(strides, stride => (int)Math.Min(stride, int.MaxValue)),
            (int)(Offset + offset),
            type);
    }

    private static bool Fits(long[] sizes, long[] strides, long available)
    {
        if (sizes.Contains(0))
        {
            return true;
        }

        Int128 reach = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            // The smaller bound first: a product of two 63-bit numbers fits 128 bits, a long sum of them need not.
            Int128 step = (Int128)(sizes[i] - 1) * strides[i];
            if (step > available)
            {
                return false;
            }

            reach += step;
        }

        return reach <= available;
    }

    private static bool IsAddressable(long[] sizes)
    {
        Int128 count = 1;
        foreach (long size in sizes.Order())
        {
            count *= size;
            if (count > int.MaxValue || size > int.MaxValue)
            {
                return false;
            }
        }

        return true;
    }
}
