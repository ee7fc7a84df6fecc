namespace Flambeau.Serialization;

/// <summary>Numpy's names of element types (<c>dtype.str</c>) beside PyTorch's.</summary>
internal static class NpyTypes
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["f4"] = "float32",
        ["f8"] = "float64",
        ["f2"] = "float16",
        ["i8"] = "int64",
        ["i4"] = "int32",
        ["i2"] = "int16",
        ["i1"] = "int8",
        ["u1"] = "uint8",
        ["u2"] = "uint16",
        ["u4"] = "uint32",
        ["u8"] = "uint64",
        ["b1"] = "bool",
        ["c8"] = "complex64",
        ["c16"] = "complex128",
    };

    /// <summary>The type that a description such as <c>&lt;f4</c> names, and whether bytes are swapped.</summary>
    /// <exception cref="CheckpointException">Tensors cannot hold it.</exception>
    public static (ElementType Type, bool Swapped) Parse(string description)
    {
        if (description.Length < 2 || !s_names.TryGetValue(description[1..], out string? name)
            || description[0] is not ('<' or '>' or '|' or '='))
        {
            throw new CheckpointException(
                description.EndsWith('O')
                    ? "the array holds Python objects, which are pickles that may run code; they are never read"
                    : $"arrays of numpy's type '{Printable(description)}' are not supported");
        }

        return (ElementType.Find(name)!, description[0] == (BitConverter.IsLittleEndian ? '>' : '<'));
    }

    /// <summary>The description of a tensor's type on this machine.</summary>
    /// <exception cref="ArgumentException">Numpy has no such type.</exception>
    public static string Describe(DType dtype)
    {
        string? name = s_names.FirstOrDefault(entry => entry.Value == dtype.TorchName).Key;
        char order = dtype.ItemSize == 1 ? '|' : BitConverter.IsLittleEndian ? '<' : '>';
        return name is null
            ? throw new ArgumentException(
                $"Checkpoint: numpy has no type {dtype.TorchName}; convert the tensor first, "
                + "as with To(DType.Float32).")
            : $"{order}{name}";
    }

    private static string Printable(string description) =>
        description.Length < 16 && description.All(c => char.IsAscii(c) && !char.IsControl(c)) ? description : "?";
}
