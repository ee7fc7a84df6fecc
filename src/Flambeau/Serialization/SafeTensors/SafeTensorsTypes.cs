namespace Flambeau.Serialization;

/// <summary>The names that safetensors has for types of elements.</summary>
internal static class SafeTensorsTypes
{
    private static readonly (string Theirs, string Torch)[] s_names =
    [
        ("BOOL", "bool"), ("U8", "uint8"), ("I8", "int8"), ("I16", "int16"), ("U16", "uint16"), ("I32", "int32"),
        ("U32", "uint32"), ("I64", "int64"), ("U64", "uint64"), ("F16", "float16"), ("BF16", "bfloat16"),
        ("F32", "float32"), ("F64", "float64"), ("C64", "complex64"), ("F8_E4M3", "float8_e4m3fn"),
        ("F8_E5M2", "float8_e5m2"), ("F8_E8M0", "float8_e8m0fnu"),
    ];

    /// <summary>The type of a name, or null.</summary>
    public static ElementType? Find(string name) =>
        Array.Find(s_names, pair => pair.Theirs == name).Torch is { } torch ? ElementType.Find(torch) : null;

    /// <summary>The name of a type that tensors have.</summary>
    public static string NameOf(DType dtype) => Array.Find(s_names, pair => pair.Torch == dtype.TorchName).Theirs;
}
