using System.Numerics;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>
/// The names a PyTorch pickle may use, and what stands in for each: the list of <c>weights_only=True</c>. There is no
/// other way from a name in a file to code.
/// </summary>
internal static class TorchGlobals
{
    private static readonly Dictionary<string, object> s_globals = Build();

    private static readonly HashSet<string> s_unsupportedTypes =
    [
        "complex32", "complex64", "complex128", "uint16", "uint32", "uint64",
        "quint8", "qint8", "qint32", "quint4x2", "quint2x4", "bits8", "bits16",
        "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu",
    ];

    private static readonly Dictionary<string, string> s_unsupportedStorages = new(StringComparer.Ordinal)
    {
        ["ComplexFloatStorage"] = "complex64",
        ["ComplexDoubleStorage"] = "complex128",
        ["QUInt8Storage"] = "quint8",
        ["QInt8Storage"] = "qint8",
        ["QInt32Storage"] = "qint32",
        ["QUInt4x2Storage"] = "quint4x2",
        ["QUInt2x4Storage"] = "quint2x4",
    };

    /// <summary>Finds what stands in for a name, or null when the name is not on the list.</summary>
    /// <exception cref="CheckpointException">The name is harmless, but what it stands for is not supported.</exception>
    public static object? Find(string module, string name)
    {
        if (s_globals.TryGetValue($"{module}.{name}", out object? value))
        {
            return value;
        }

        if (module is "torch" or "torch.cuda" or "torch.storage")
        {
            if (TorchStorageType.Find(name) is { } storageType)
            {
                return storageType;
            }

            if (s_unsupportedTypes.Contains(name) || s_unsupportedStorages.ContainsKey(name))
            {
                throw new CheckpointException(
                    $"tensors of dtype {s_unsupportedStorages.GetValueOrDefault(name, name)} are not supported");
            }
        }

        return null;
    }

    private static Dictionary<string, object> Build()
    {
        var globals = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            globals.Add($"torch.{dtype.TorchName}", dtype);
        }

        AddCollections(globals);
        TorchRebuild.AddTo(globals);
        Add(globals, "torch.Size", arguments => arguments.Count == 0 ? Array.Empty<object?>() : ToTuple(arguments));
        Add(globals, "torch.device", ToDevice);
        return globals;
    }

    /// <summary>Adds a function under its full name.</summary>
    internal static void Add(Dictionary<string, object> globals, string name, Func<PickleArguments, object?> call) =>
        globals.Add(name, new PickleCallable(name, call));

    private static void AddCollections(Dictionary<string, object> globals)
    {
        Add(globals, "collections.OrderedDict", ToOrderedDict);
        Add(globals, "collections.Counter", arguments =>
            arguments.Count == 0 ? new ValueDict() : arguments.Get<ValueDict>(0));
        Add(globals, "_codecs.encode", ToBytes);
        foreach (string builtins in new[] { "builtins", "__builtin__" })
        {
            Add(globals, $"{builtins}.set", ToSet);
            Add(globals, $"{builtins}.frozenset", ToSet);
            Add(globals, $"{builtins}.bytes", _ => Array.Empty<byte>());
            Add(globals, $"{builtins}.bytearray", ToBytes);
            Add(globals, $"{builtins}.complex", arguments =>
                new Complex(arguments.Get<double>(0), arguments.Get<double>(1)));
        }
    }

    private static ValueDict ToOrderedDict(PickleArguments arguments)
    {
        var dict = new ValueDict { IsOrderedDict = true };
        if (arguments.Count > 0)
        {
            // Python 2 gives the entries as a list of pairs.
            foreach (object? entry in arguments.Get<List<object?>>(0))
            {
                dict[PairOf(entry)[0]!] = PairOf(entry)[1];
            }
        }

        return dict;
    }

    private static IReadOnlyList<object?> PairOf(object? entry) =>
        entry is IReadOnlyList<object?> { Count: 2 } pair
            ? pair
            : throw new CheckpointException("an OrderedDict is made from something other than pairs");

    private static HashSet<object?> ToSet(PickleArguments arguments) =>
        PickleReader.NewSet(arguments.Count == 0 ? [] : arguments.Get<IReadOnlyList<object?>>(0));

    private static object?[] ToTuple(PickleArguments arguments) =>
        [.. arguments.GetIntegers(0).Cast<object?>()];

    private static string ToDevice(PickleArguments arguments) =>
        arguments.Count > 1 ? $"{arguments.Get<string>(0)}:{arguments.Get<long>(1)}" : arguments.Get<string>(0);

    /// <summary>Python 2's pickles hold bytes as a string whose characters are the bytes.</summary>
    private static byte[] ToBytes(PickleArguments arguments)
    {
        if (arguments.Count == 0)
        {
            return [];
        }

        if (arguments.Values[0] is byte[] bytes)
        {
            return bytes;
        }

        string text = arguments.Get<string>(0);
        return arguments.Get<string>(1) is "latin1" or "latin-1" && text.All(c => c <= 0xFF)
            ? Encoding.Latin1.GetBytes(text)
            : throw new CheckpointException($"{arguments.Function} is called for an encoding other than latin1");
    }
}
