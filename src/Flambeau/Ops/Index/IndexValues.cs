namespace Flambeau;

/// <summary>Positions out of index tensors, checked.</summary>
internal static class IndexValues
{
    /// <summary>The elements in row-major order as positions within a dimension of the given size.</summary>
    /// <exception cref="ArgumentException">The index is not int64 or int32.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position lies outside.</exception>
    public static int[] Read(string op, Tensor index, int size, int dim, Shape shape, bool allowNegative = false)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (index.DType is not (DType.Int64 or DType.Int32))
        {
            throw new ArgumentException($"{op}: the index must be int64 or int32, but got {index.DType.TorchName}. input has shape {shape}, index has shape {index.Shape}.");
        }

        long[] values = index.Long().ToArray<long>();
        int[] positions = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            long value = allowNegative && values[i] < 0 ? values[i] + size : values[i];
            if (value < 0 || value >= size)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), $"{op}: index {values[i]} is out of range for dimension {dim} of size {size}. input has shape {shape}, index has shape {index.Shape}.");
            }

            positions[i] = (int)value;
        }

        return positions;
    }
}
