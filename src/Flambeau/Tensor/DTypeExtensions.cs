namespace Flambeau;

/// <summary>Facts about element types.</summary>
public static class DTypeExtensions
{
    extension(DType dtype)
    {
        /// <summary>The size of one element in bytes (<c>torch.dtype.itemsize</c>).</summary>
        public int ItemSize => dtype switch
        {
            DType.Float64 or DType.Int64 => 8,
            DType.Float32 or DType.Int32 => 4,
            DType.Float16 or DType.BFloat16 or DType.Int16 => 2,
            _ => 1,
        };

        /// <summary>True for the floating-point types (<c>torch.dtype.is_floating_point</c>).</summary>
        public bool IsFloatingPoint => dtype is DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16;

        /// <summary>PyTorch's name, such as <c>float32</c>.</summary>
        public string TorchName => dtype.ToString().ToLowerInvariant();
    }

    /// <summary>The element type that stores a .NET type.</summary>
    /// <exception cref="NotSupportedException">No element type corresponds to <typeparamref name="T"/>.</exception>
    internal static DType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return DType.Float32;
        }

        if (typeof(T) == typeof(double))
        {
            return DType.Float64;
        }

        return OfOther<T>();
    }

    private static DType OfOther<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Int64 => DType.Int64,
            TypeCode.Int32 => DType.Int32,
            TypeCode.Int16 => DType.Int16,
            TypeCode.SByte => DType.Int8,
            TypeCode.Byte => DType.UInt8,
            TypeCode.Boolean => DType.Bool,
            _ when typeof(T) == typeof(Half) => DType.Float16,
            _ when typeof(T) == typeof(BFloat16) => DType.BFloat16,
            _ => throw new NotSupportedException($"Tensor: no element type corresponds to {typeof(T).Name}."),
        };
}
