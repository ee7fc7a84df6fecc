namespace Flambeau.Serialization;

/// <summary>A type of elements in files: those that tensors have, and those that are converted for them.</summary>
/// <param name="Name">PyTorch's name, such as <c>float8_e5m2</c>.</param>
/// <param name="ItemSize">The bytes of one element.</param>
/// <param name="DType">The tensors' type, or null where they have no such type.</param>
internal sealed record ElementType(string Name, int ItemSize, DType? DType)
{
    private static readonly Dictionary<string, ElementType> s_byName = List().ToDictionary(type => type.Name);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ElementType> All => s_byName.Values;

    /// <summary>The type of the real and imaginary parts of a complex type, else null.</summary>
    public DType? PartType { get; private init; }

    /// <summary>The unit in which bytes are swapped.</summary>
    public int UnitSize => PartType is null ? ItemSize : ItemSize / 2;

    /// <summary>Finds a type by PyTorch's name, or returns null.</summary>
    public static ElementType? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The type that stores the elements of tensors.</summary>
    public static ElementType Of(DType dtype) => s_byName[dtype.TorchName];

    private static IEnumerable<ElementType> List() =>
    [
        .. Enum.GetValues<DType>().Select(dtype => new ElementType(dtype.TorchName, dtype.ItemSize, dtype)),
        new("uint16", 2, null),
        new("uint32", 4, null),
        new("uint64", 8, null),
        new("complex32", 4, null) { PartType = Flambeau.DType.Float16 },
        new("complex64", 8, null) { PartType = Flambeau.DType.Float32 },
        new("complex128", 16, null) { PartType = Flambeau.DType.Float64 },
        new("float8_e4m3fn", 1, null),
        new("float8_e5m2", 1, null),
        new("float8_e4m3fnuz", 1, null),
        new("float8_e5m2fnuz", 1, null),
        new("float8_e8m0fnu", 1, null),
        new("quint8", 1, null),
        new("qint8", 1, null),
        new("qint32", 4, null),
        new("quint4x2", 1, null),
        new("quint2x4", 1, null),
        new("bits8", 1, null),
        new("bits16", 2, null),
    ];
}
