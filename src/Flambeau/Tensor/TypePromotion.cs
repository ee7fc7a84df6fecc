namespace Flambeau;

/// <summary>PyTorch's rules for the element type of a result (<c>torch.result_type</c>).</summary>
internal static class TypePromotion
{
    /// <summary>The type a number has as a tensor of its own.</summary>
    public static DType DefaultFor(Scalar value) => value.Kind switch
    {
        ScalarKind.Float => DType.Float32,
        ScalarKind.Integer => DType.Int64,
        _ => DType.Bool,
    };

    /// <summary>A tensor and a number: the number decides only when it is of a higher category.</summary>
    public static DType Of(Tensor tensor, Scalar value) =>
        value.Kind > Category(tensor.DType) ? DefaultFor(value) : tensor.DType;

    /// <summary>Two tensors: a zero-dimensional one decides only when it is of a higher category.</summary>
    public static DType Of(Tensor a, Tensor b)
    {
        if (a.DType == b.DType)
        {
            return a.DType;
        }

        if (a.Dim == 0 != (b.Dim == 0))
        {
            var (tensor, scalar) = a.Dim == 0 ? (b, a) : (a, b);
            if (Category(scalar.DType) <= Category(tensor.DType))
            {
                return tensor.DType;
            }
        }

        return Of(a.DType, b.DType);
    }

    /// <summary>Two element types of tensors with dimensions.</summary>
    public static DType Of(DType a, DType b)
    {
        if (a == b)
        {
            return a;
        }

        var (high, low) = Category(a) >= Category(b) ? (a, b) : (b, a);
        if (Category(high) != Category(low))
        {
            return high;
        }

        if (high.IsFloatingPoint)
        {
            // half and bfloat16 have no common 16-bit type
            return high.ItemSize == low.ItemSize ? DType.Float32 : high.ItemSize > low.ItemSize ? high : low;
        }

        if (high == DType.UInt8 || low == DType.UInt8)
        {
            var other = high == DType.UInt8 ? low : high;
            return other == DType.Int8 ? DType.Int16 : other;
        }

        return high.ItemSize > low.ItemSize ? high : low;
    }

    /// <summary>The type in which an integer tensor takes part in floating-point mathematics.</summary>
    public static DType Floating(DType dtype) => dtype.IsFloatingPoint ? dtype : DType.Float32;

    private static ScalarKind Category(DType dtype) => dtype switch
    {
        DType.Bool => ScalarKind.Bool,
        _ when dtype.IsFloatingPoint => ScalarKind.Float,
        _ => ScalarKind.Integer,
    };
}
