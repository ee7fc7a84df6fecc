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

    /// <summary>Finds what stands in for a name, or null when the name is not on the list.</summary>
    public static object? Find(string module, string name)
    {
        if (s_globals.TryGetValue($"{module}.{name}", out object? value))
        {
            return value;
        }

        return module is "torch" or "torch.cuda" or "torch.storage" ? TorchStorageType.Find(name) : null;
    }

    private static Dictionary<string, object> Build()
    {
        var globals = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (ElementType type in ElementType.All)
        {
            globals.Add($"torch.{type.Name}", type.DType is { } dtype ? dtype : type);
        }

        AddCollections(globals);
        TorchRebuild.AddTo(globals);
        Add(globals, "torch.Size", arguments => arguments.Count == 0 ? Array.Empty<object?>() : ToTuple(arguments));
        Add(globals, "torch.device", ToDevice);
        AddScript(globals);
        return globals;
    }

    /// <summary>Adds a function under its full name.</summary>
    internal static void Add(Dictionary<string, object> globals, string name, Func<PickleArguments, object?> call) =>
        globals.Add(name, new PickleCallable(name, call));

    private static void AddCollections(Dictionary<string, object> globals)
    {
        Add(globals, "collections.OrderedDict", ToOrderedDict);
        Add(globals, "collections.Counter", arguments =>
            new ValueDict(arguments.Count == 0 ? [] : arguments.Get<ValueDict>(0)) { IsCounter = true });
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

    /// <summary>TorchScript's marks of lists with one type of items, which are lists without them.</summary>
    private static void AddScript(Dictionary<string, object> globals)
    {
        foreach (string kind in new[] { "build_intlist", "build_doublelist", "build_boollist", "build_tensorlist" })
        {
            Add(globals, $"torch.jit._pickle.{kind}", arguments => arguments.Get<List<object?>>(0));
        }

        Add(globals, "torch.jit._pickle.restore_type_tag", arguments => arguments.Values is [var value, ..]
            ? value
            : throw new CheckpointException($"{arguments.Function} is called without a value"));
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
