using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>
/// The weight of a linear layer in the order in which products read it, kept from one inference to the next. Any access to the
/// weight's memory that could write forgets it.
/// </summary>
internal sealed class PackedWeight
{
    // Fewer rows read the weight where it lies; with more, packing hides behind computing. Measured on two cores: the product
    // of 9 rows takes half of the time with a packed weight, of 64 rows 0.8.
    private const int FewestRows = 9, MostRows = 64;

    // It takes as much memory as the weight.
    private const long MostBytes = 16 << 20;

    // A weight that is used once is not worth packing.
    private static readonly object s_usedOnce = new();

    private readonly Shape _shape;
    private readonly int _offset;
    private PackedMatrix<float>? _matrix;

    private PackedWeight(Tensor weight) => (_shape, _offset) = (weight.Shape, weight.StorageOffset);

    /// <summary>The packed weight for a product with so many rows, or null where it must be read as it is.</summary>
    /// <param name="weight">[out, in].</param>
    /// <param name="rows">The rows of the product.</param>
    public static PackedMatrix<float>? For(Tensor weight, int rows)
    {
        var storage = weight.Storage;
        if (rows is < FewestRows or > MostRows || weight.DType != DType.Float32 || !weight.IsContiguous
            || weight.Numel == 0 || weight.Numel * (long)sizeof(float) > MostBytes || storage.IsExposed)
        {
            return null;
        }

        object? prepared = storage.Prepared;
        if (prepared is PackedWeight packed)
        {
            return packed._shape == weight.Shape && packed._offset == weight.StorageOffset ? packed._matrix : null;
        }

        if (prepared is null)
        {
            storage.Prepare(null, s_usedOnce);
            return null;
        }

        return Pack(weight, prepared);
    }

    // What is kept is there before the weight is read, so that a write meanwhile is noticed.
    private static PackedMatrix<float> Pack(Tensor weight, object usedOnce)
    {
        var (storage, entry) = (weight.Storage, new PackedWeight(weight));
        storage.Prepare(usedOnce, entry);
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        var matrix = PackedMatrix<float>.Pack(inputs, outputs, weight.ReadSpan<float>(), inputs, transB: true);
        Volatile.Write(ref entry._matrix, matrix);
        return matrix;
    }
}
