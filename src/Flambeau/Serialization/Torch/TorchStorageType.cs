namespace Flambeau.Serialization;

/// <summary>A class of torch storages: it tells the element type of the tensors over it.</summary>
/// <param name="Name">The Python name, such as FloatStorage.</param>
/// <param name="DType">The element type, or null for storages that leave it to the tensor.</param>
internal sealed record TorchStorageType(string Name, DType? DType)
{
    private static readonly TorchStorageType s_untyped = new("UntypedStorage", null);

    private static readonly Dictionary<string, TorchStorageType> s_byName = new TorchStorageType[]
    {
        new("FloatStorage", Flambeau.DType.Float32),
        new("DoubleStorage", Flambeau.DType.Float64),
        new("HalfStorage", Flambeau.DType.Float16),
        new("BFloat16Storage", Flambeau.DType.BFloat16),
        new("LongStorage", Flambeau.DType.Int64),
        new("IntStorage", Flambeau.DType.Int32),
        new("ShortStorage", Flambeau.DType.Int16),
        new("CharStorage", Flambeau.DType.Int8),
        new("ByteStorage", Flambeau.DType.UInt8),
        new("BoolStorage", Flambeau.DType.Bool),
        s_untyped,
    }.ToDictionary(type => type.Name);

    /// <summary>The size of the unit in which the file counts the storage's length.</summary>
    public int ItemSize => DType?.ItemSize ?? 1;

    /// <summary>The class of that name, or null.</summary>
    public static TorchStorageType? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The class that stores an element type.</summary>
    public static TorchStorageType Of(DType dtype) => s_byName.Values.First(type => type.DType == dtype);
}
