namespace Flambeau.Serialization;

/// <summary>Coordinates and values of the elements that are not zero (<c>_rebuild_sparse_tensor</c>).</summary>
internal sealed class SparseStoredTensor : StoredTensor
{
    private readonly DenseStoredTensor _indices;
    private readonly DenseStoredTensor _values;
    private readonly long[] _sizes;

    /// <summary>Describes a tensor after checking that its parts fit together.</summary>
    /// <param name="indices">Int64 coordinates [sparse dimensions, count].</param>
    /// <param name="values">Values [count, dense dimensions...].</param>
    /// <param name="sizes">The sizes of all dimensions.</param>
    /// <exception cref="CheckpointException">They do not fit together.</exception>
    public SparseStoredTensor(DenseStoredTensor indices, DenseStoredTensor values, long[] sizes)
    {
        CheckRank(sizes);
        (_indices, _values, _sizes) = (indices, values, sizes);
        if (indices.Type.DType != DType.Int64 || indices.Sizes is not [var sparse, var count] || sparse > sizes.Length
            || values.Sizes.Count == 0 || values.Sizes[0] != count
            || !values.Sizes.Skip(1).SequenceEqual(sizes.Skip((int)sparse)) || Array.Exists(sizes, size => size < 0)
            || !IsCountable(sizes))
        {
            throw new CheckpointException(
                $"a sparse tensor of shape {Shape} has {indices.Type.Name} indices of shape {indices.Shape} and values "
                + $"of shape {values.Shape}");
        }
    }

    /// <inheritdoc/>
    public override ElementType Type => _values.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Sizes => _sizes;

    /// <inheritdoc/>
    public override StoredTensorKind Kind => StoredTensorKind.SparseCoo;

    /// <inheritdoc/>
    public override IEnumerable<DenseStoredTensor> Parts => [_values, _indices];

    /// <inheritdoc/>
    public override Tensor Load(LoadContext context)
    {
        if (!context.Options.ConvertTensors)
        {
            throw new CheckpointException(
                $"sparse tensors are not supported; {nameof(CheckpointOptions)}."
                + $"{nameof(CheckpointOptions.ConvertTensors)} makes them dense");
        }

        DType dtype = Type.DType
            ?? throw new CheckpointException($"sparse tensors of dtype {Type.Name} are not supported");

        // the parts may be larger than what is in the file, too: strides can be 0
        context.TakeConverted(this, Math.Max(dtype.ItemSize, sizeof(float)));
        context.TakeConverted(_values, Math.Max(dtype.ItemSize, sizeof(float)));
        context.TakeConverted(_indices, 2 * sizeof(long));
        return Densify(dtype, context);
    }

    private Tensor Densify(DType dtype, LoadContext context)
    {
        if (Array.Exists(_sizes, size => size > int.MaxValue))
        {
            throw new CheckpointException($"a tensor of shape {Shape} cannot be loaded: a dimension is too large");
        }

        int[] sizes = Array.ConvertAll(_sizes, size => (int)size);
        if (Numel == 0)
        {
            // Products of the other sizes may be of any magnitude.
            return Tensor.Zeros(new Shape(sizes), dtype);
        }

        int sparse = (int)_indices.Sizes[0];
        int count = (int)_indices.Sizes[1];
        int places = sizes.Take(sparse).Aggregate(1, (product, size) => product * size);
        int inner = sizes.Skip(sparse).Aggregate(1, (product, size) => product * size);
        Tensor positions = Tensor.From(Positions(_indices.Load(context).ToArray<long>(), sizes, sparse, count), count);

        // Half-width types and bool have no addition; equal coordinates are added.
        DType work = dtype switch
        {
            DType.Float16 or DType.BFloat16 => DType.Float32,
            DType.Bool => DType.UInt8,
            _ => dtype,
        };
        Tensor values = _values.Load(context).To(work).Reshape(count, inner);
        Tensor dense = Tensor.Zeros([places, inner], work).IndexAddInPlace(0, positions, values);
        return dense.To(dtype).Reshape(sizes);
    }

    /// <summary>The row-major position of every coordinate among the sparse dimensions.</summary>
    private long[] Positions(long[] indices, int[] sizes, int sparse, int count)
    {
        long[] positions = new long[count];
        for (int dim = 0; dim < sparse; dim++)
        {
            for (int i = 0; i < count; i++)
            {
                long index = indices[(dim * count) + i];
                positions[i] = index >= 0 && index < sizes[dim]
                    ? (positions[i] * sizes[dim]) + index
                    : throw new CheckpointException(
                        $"a sparse tensor of shape {Shape} has an element at index {index} of dimension {dim}");
            }
        }

        return positions;
    }
}
