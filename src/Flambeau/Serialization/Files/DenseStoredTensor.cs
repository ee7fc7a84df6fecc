namespace Flambeau.Serialization;

/// <summary>A strided view of a storage in a file (<c>_rebuild_tensor_v2</c>).</summary>
internal sealed class DenseStoredTensor : StoredTensor
{
    private readonly long[] _sizes;
    private readonly long[] _strides;

    /// <summary>Describes a tensor after checking that it lies in its storage.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="sizes">The sizes of the dimensions.</param>
    /// <param name="strides">The distance between neighbours along each dimension, in elements.</param>
    /// <exception cref="CheckpointException">The tensor reaches outside the storage, or has too many dimensions.</exception>
    public DenseStoredTensor(StoredStorage storage, ElementType type, long offset, long[] sizes, long[] strides)
    {
        CheckRank(sizes);
        (Storage, Type, Offset, _sizes, _strides) = (storage, type, offset, sizes, strides);
        if (sizes.Length != strides.Length || sizes.Any(size => size < 0) || strides.Any(stride => stride < 0))
        {
            throw new CheckpointException(
                $"a tensor of shape {Shape} has strides [{string.Join(", ", strides)}], which is not possible");
        }

        long available = storage.ByteCount / type.ItemSize;
        if (offset < 0 || offset > available || !Fits(available - offset))
        {
            throw new CheckpointException(
                $"a tensor of shape {Shape} at offset {offset} reaches outside its storage of {available} elements");
        }

        if (!IsCountable(sizes))
        {
            throw new CheckpointException($"a tensor of shape {Shape} has more than {long.MaxValue} elements");
        }
    }

    /// <summary>The storage.</summary>
    public StoredStorage Storage { get; }

    /// <inheritdoc/>
    public override ElementType Type { get; }

    /// <inheritdoc/>
    public override StoredTensorKind Kind => StoredTensorKind.Dense;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Sizes => _sizes;

    /// <summary>The distance between neighbours along each dimension, in elements.</summary>
    public IReadOnlyList<long> Strides => _strides;

    /// <summary>The first element's position in the storage, in elements.</summary>
    public long Offset { get; }

    /// <inheritdoc/>
    public override IEnumerable<DenseStoredTensor> Parts => [this];

    /// <inheritdoc/>
    public override Tensor Load(LoadContext context)
    {
        if (Type.DType is { } dtype)
        {
            return View(dtype, 1);
        }

        return context.Options.ConvertTensors
            ? ElementConversion.Convert(this, context)
            : throw new CheckpointException(
                $"tensors of dtype {Type.Name} are not supported; {nameof(CheckpointOptions)}."
                + $"{nameof(CheckpointOptions.ConvertTensors)} reads them as {ElementConversion.Describe(Type)}");
    }

    /// <summary>Reads the storage and makes the view, as a type whose elements are as wide or half as wide.</summary>
    /// <param name="dtype">The type of the view.</param>
    /// <param name="parts">1, or 2 to add a last dimension for the two halves of each element.</param>
    /// <exception cref="CheckpointException">The tensor is larger than tensors can be.</exception>
    public Tensor View(DType dtype, int parts)
    {
        if (Numel > int.MaxValue / parts || Sizes.Any(size => size > int.MaxValue) || Reach() > int.MaxValue / parts)
        {
            throw new CheckpointException(
                $"a tensor of shape {Shape} at offset {Offset} cannot be loaded: it has, or its strides and offset "
                + $"reach, more than {int.MaxValue} elements");
        }

        int[] sizes = Array.ConvertAll(_sizes, size => (int)size);
        int[] strides = Array.ConvertAll(_strides, stride => (int)Math.Min(stride, int.MaxValue / parts) * parts);
        return parts == 1
            ? Tensor.OverStorage(Storage.Load(), new Shape(sizes), strides, (int)Offset, dtype)
            : Tensor.OverStorage(
                Storage.Load(), new Shape([.. sizes, parts]), [.. strides, 1], (int)Offset * parts, dtype);
    }

    /// <summary>One more than the position of the last element.</summary>
    private Int128 Reach() => Numel == 0
        ? Offset
        : _sizes.Zip(_strides, (size, stride) => (Int128)(size - 1) * stride)
            .Aggregate(Offset + (Int128)1, (sum, step) => sum + step);

    private bool Fits(long available)
    {
        if (_sizes.Contains(0))
        {
            return true;
        }

        Int128 reach = 1;
        for (int i = 0; i < _sizes.Length; i++)
        {
            // The smaller bound first: a product of two 63-bit numbers fits 128 bits, a long sum of them need not.
            Int128 step = (Int128)(_sizes[i] - 1) * _strides[i];
            if (step > available)
            {
                return false;
            }

            reach += step;
        }

        return reach <= available;
    }
}
