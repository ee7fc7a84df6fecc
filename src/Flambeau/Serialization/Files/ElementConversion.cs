namespace Flambeau.Serialization;

/// <summary>Reads elements of types that tensors do not have as the next type that holds them exactly.</summary>
internal static class ElementConversion
{
    /// <summary>What a type is read as, for messages.</summary>
    public static string Describe(ElementType type) => type.Name switch
    {
        "uint16" => "int32",
        "uint32" or "uint64" => "int64",
        _ when type.PartType is { } part => $"{part.TorchName} with a last dimension of 2 (torch.view_as_real)",
        _ when type.Name.StartsWith("float8", StringComparison.Ordinal) => "float32",
        _ => "dequantised float32 where their scale is known",
    };

    /// <summary>Reads and converts.</summary>
    /// <exception cref="CheckpointException">No type holds the elements.</exception>
    public static Tensor Convert(DenseStoredTensor stored, LoadContext context) => stored.Type.Name switch
    {
        _ when stored.Type.PartType is { } part => stored.View(part, 2),
        "uint16" => Map<short, int>(stored, context, DType.Int16, value => (ushort)value),
        "uint32" => Map<int, long>(stored, context, DType.Int32, value => (uint)value),
        "uint64" => Map<long, long>(stored, context, DType.Int64, value => value >= 0
            ? value
            : throw new CheckpointException($"the uint64 element {(ulong)value} does not fit an int64")),
        "float8_e4m3fn" => Map<byte, float>(stored, context, DType.UInt8, Float8.FromE4M3FN),
        "float8_e5m2" => Map<byte, float>(stored, context, DType.UInt8, Float8.FromE5M2),
        "float8_e4m3fnuz" => Map<byte, float>(stored, context, DType.UInt8, Float8.FromE4M3FNUZ),
        "float8_e5m2fnuz" => Map<byte, float>(stored, context, DType.UInt8, Float8.FromE5M2FNUZ),
        "float8_e8m0fnu" => Map<byte, float>(stored, context, DType.UInt8, Float8.FromE8M0FNU),
        _ => throw new CheckpointException($"tensors of dtype {stored.Type.Name} cannot be converted"),
    };

    private static Tensor Map<TFrom, TTo>(
        DenseStoredTensor stored, LoadContext context, DType bits, Converter<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        DType dtype = DTypeExtensions.Of<TTo>();
        context.TakeConverted(stored, dtype.ItemSize);
        Tensor raw = stored.View(bits, 1);
        TFrom[] elements = raw.ToArray<TFrom>();
        var converted = Tensor.New(raw.Shape, dtype);
        Span<TTo> destination = converted.Span<TTo>();
        for (int i = 0; i < elements.Length; i++)
        {
            destination[i] = convert(elements[i]);
        }

        return converted;
    }
}
