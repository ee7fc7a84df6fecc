namespace Flambeau;

/// <summary>Validation of arguments, with messages that name the operation, the rule and the shapes.</summary>
internal static class Check
{
    /// <summary>A dimension counted from 0, where a negative one counted from the end.</summary>
    public static int Dim(string op, int dim, Shape shape) => Dim(op, dim, shape.Count, shape);

    /// <summary>As <see cref="Dim(string, int, Shape)"/>, where <paramref name="count"/> positions are allowed.</summary>
    public static int Dim(string op, int dim, int count, Shape shape)
    {
        // PyTorch lets 0 and -1 name the only position of a scalar
        int range = Math.Max(1, count);
        if (dim < -range || dim >= range)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dim), dim, $"{op}: dim {dim} is out of range for shape {shape}; valid dims are {-range} to {range - 1}.");
        }

        return dim < 0 ? dim + range : dim;
    }

    /// <summary>The dimensions counted from 0, each once; all when none is given.</summary>
    public static bool[] DimMask(string op, ReadOnlySpan<int> dims, Shape shape)
    {
        bool[] mask = new bool[shape.Count];
        if (dims.IsEmpty)
        {
            Array.Fill(mask, true);
            return mask;
        }

        foreach (int dim in dims)
        {
            int d = Dim(op, dim, shape);
            if (shape.Count == 0)
            {
                continue;
            }

            if (mask[d])
            {
                throw new ArgumentException($"{op}: dim {d} appears twice in [{string.Join(", ", dims.ToArray())}]. input has shape {shape}.");
            }

            mask[d] = true;
        }

        return mask;
    }

    /// <summary>The number of elements; no dimension may be negative.</summary>
    public static long Numel(Shape shape)
    {
        long count = 1;
        bool isEmpty = false;
        foreach (int size in shape.AsSpan())
        {
            if (size < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(shape), $"Tensor: sizes must not be negative, but got {shape}.");
            }

            // a size of 0 makes any others fit, before it and behind it
            isEmpty |= size == 0;
            count = Math.Min(count, int.MaxValue + 1L) * size;
        }

        return isEmpty ? 0 : count <= int.MaxValue ? count : throw new ArgumentOutOfRangeException(
            nameof(shape), $"Tensor: at most {int.MaxValue} elements fit one tensor, but got shape {shape}.");
    }

    /// <summary>Throws unless the tensor has a floating-point type that has kernels.</summary>
    public static void Floating(string op, Tensor input, string name = "input")
    {
        if (input.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ArgumentException($"{op}: {name} must be float32 or float64, but got {input.DType.TorchName}. {name} has shape {input.Shape}.");
        }
    }

    /// <summary>Throws unless both tensors have the same element type.</summary>
    public static void SameDType(string op, Tensor input, Tensor other, string name = "input", string otherName = "other")
    {
        if (input.DType != other.DType)
        {
            throw new ArgumentException(
                $"{op}: {name} and {otherName} must have one element type, but got {input.DType.TorchName} and {other.DType.TorchName}. {name} has shape {input.Shape}, {otherName} has shape {other.Shape}.");
        }
    }

    /// <summary>Throws unless the tensor has a given number of dimensions.</summary>
    public static void Rank(string op, Tensor input, int rank, string form, string name = "input")
    {
        if (input.Dim != rank)
        {
            throw new ArgumentException($"{op}: {name} must be {form}, but got {input.Dim} dimensions. {name} has shape {input.Shape}.");
        }
    }
}
