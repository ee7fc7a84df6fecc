namespace Flambeau.Serialization;

/// <summary>Finds the parts of a training in a dict and keeps account of what else it holds.</summary>
/// <param name="dict">The value of the file.</param>
internal sealed class TrainingParts(ValueDict dict)
{
    private readonly HashSet<string> _found = [];

    /// <summary>The first of some keys that the dict has; null without any.</summary>
    public string? Find(IReadOnlyList<string> keys)
    {
        string? key = keys.FirstOrDefault(key => dict.ContainsKey(key) && !_found.Contains(key));
        if (key is not null)
        {
            _found.Add(key);
        }

        return key;
    }

    /// <summary>The part under the first of some keys that the dict has.</summary>
    /// <exception cref="CheckpointException">The dict has none of them.</exception>
    public T Require<T>(IReadOnlyList<string> keys, string part, Func<object, T> get) => Find(keys) is { } key
        ? get(key)
        : throw new CheckpointException(
            $"there is no state of the {part}: none of the keys {string.Join(", ", keys.Distinct())}; the keys are {string.Join(", ", dict.Keys)}");

    /// <summary>A generator's state, checked.</summary>
    /// <exception cref="CheckpointException">It is none.</exception>
    public byte[] RandomState(string key)
    {
        byte[] state = dict[key] switch
        {
            byte[] bytes => bytes,
            Tensor { DType: DType.UInt8, Dim: 1 } tensor => tensor.Contiguous().AsSpan<byte>().ToArray(),
            _ => throw new CheckpointException($"the value of '{key}' should be a Tensor of bytes, but it is {PythonValue.NameOf(dict[key])}"),
        };
        try
        {
            new Generator().SetState(state);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException($"the value of '{key}' is no state of a generator: {e.Message}");
        }

        return state;
    }

    /// <summary>The entries that are no part.</summary>
    public ValueDict Rest() => new(dict.Where(entry => entry.Key is not string key || !_found.Contains(key)));
}
