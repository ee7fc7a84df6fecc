namespace Flambeau.Serialization;

/// <summary>A class of torch storages: it tells the element type of the tensors over it.</summary>
/// <param name="Name">The Python name, such as FloatStorage.</param>
/// <param name="Element">The element type, or null for storages that leave it to the tensor.</param>
internal sealed record TorchStorageType(string Name, ElementType? Element)
{
    private static readonly Dictionary<string, TorchStorageType> s_byName = All().ToDictionary(type => type.Name);

    /// <summary>The tensors' element type, or null where they have none of that kind.</summary>
    public DType? DType => Element?.DType;

    /// <summary>The size of the unit in which the file counts the storage's length.</summary>
    public int ItemSize => Element?.ItemSize ?? 1;

    /// <summary>The class of that name, or null; FloatTensor, as files of 0.1 say, is FloatStorage.</summary>
    public static TorchStorageType? Find(string name) => s_byName.GetValueOrDefault(
        name.EndsWith("Tensor", StringComparison.Ordinal) ? $"{name[..^"Tensor".Length]}Storage" : name);

    /// <summary>The class that stores an element type.</summary>
    public static TorchStorageType Of(DType dtype) => s_byName.Values.First(type => type.DType == dtype);

    private static IEnumerable<TorchStorageType> All()
    {
        (string Prefix, string Element)[] names =
        [
            ("Float", "float32"), ("Double", "float64"), ("Half", "float16"), ("BFloat16", "bfloat16"),
            ("Long", "int64"), ("Int", "int32"), ("Short", "int16"), ("Char", "int8"), ("Byte", "uint8"),
            ("Bool", "bool"), ("ComplexFloat", "complex64"), ("ComplexDouble", "complex128"), ("QUInt8", "quint8"),
            ("QInt8", "qint8"), ("QInt32", "qint32"), ("QUInt4x2", "quint4x2"), ("QUInt2x4", "quint2x4"),
        ];
        return names
            .Select(pair => new TorchStorageType($"{pair.Prefix}Storage", ElementType.Find(pair.Element)))
            .Append(new TorchStorageType("UntypedStorage", null));
    }
}
