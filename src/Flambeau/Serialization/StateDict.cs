using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Flambeau.Serialization;

/// <summary>The tensors of a model by name, in order: what <c>module.state_dict()</c> is in PyTorch.</summary>
/// <remarks>
/// The tensors are the model's own, not copies. Enumerating gives pairs, so a part is taken with LINQ:
/// <c>new StateDict(saved.Where(entry => entry.Key.StartsWith("conv")))</c>.
/// </remarks>
public sealed class StateDict : IReadOnlyDictionary<string, Tensor>
{
    private const string MetadataKey = "_metadata";

    private readonly OrderedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>Creates an empty state dict.</summary>
    public StateDict()
    {
    }

    /// <summary>Creates a state dict from names and tensors; the metadata of another state dict comes along.</summary>
    /// <param name="tensors">The entries; a later one replaces an earlier one of the same name.</param>
    public StateDict(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Update(tensors);
        if (tensors is StateDict other)
        {
            Metadata = new ValueDict(other.Metadata) { IsOrderedDict = true };
        }
    }

    /// <summary>
    /// What modules say about the form of their entries: by module path ("" is the root) a dict with the key
    /// <c>version</c>. PyTorch keeps it in the attribute <c>_metadata</c>.
    /// </summary>
    public ValueDict Metadata { get; private init; } = new() { IsOrderedDict = true };

    /// <inheritdoc/>
    public int Count => _tensors.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _tensors.Keys;

    /// <inheritdoc/>
    public IEnumerable<Tensor> Values => _tensors.Values;

    /// <summary>The tensor of a name; setting an existing name keeps its place.</summary>
    /// <param name="key">The dotted name, such as <c>layer1.0.conv1.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">Reading: there is no such name.</exception>
    public Tensor this[string key]
    {
        get => _tensors.TryGetValue(key, out Tensor? tensor)
            ? tensor
            : throw new KeyNotFoundException($"The state dict has no entry '{key}'; it has {Count} entries.");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _tensors[key] = value;
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="key">A name that is not in use.</param>
    /// <param name="value">The tensor.</param>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public void Add(string key, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _tensors.Add(key, value);
    }

    /// <summary>Removes an entry; returns whether it was there.</summary>
    /// <param name="key">The name.</param>
    public bool Remove(string key) => _tensors.Remove(key);

    /// <summary>Sets all given entries, replacing those of the same name (<c>dict.update</c>).</summary>
    /// <param name="tensors">The entries to take over.</param>
    public void Update(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach ((string key, Tensor tensor) in tensors)
        {
            this[key] = tensor;
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _tensors.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value) =>
        _tensors.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => _tensors.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"StateDict({Count} tensors)";

    /// <summary>Takes a dict whose keys are strings and whose values are tensors.</summary>
    /// <param name="dict">The dict.</param>
    /// <param name="place">Its name for messages.</param>
    /// <exception cref="CheckpointException">The dict holds something else.</exception>
    internal static StateDict From(ValueDict dict, string place)
    {
        var state = new StateDict();
        if (dict.Attributes is { } attributes && attributes.TryGetValue(MetadataKey, out object? metadata)
            && metadata is ValueDict versions)
        {
            state = new StateDict { Metadata = versions };
        }

        foreach ((object key, object? value) in dict)
        {
            if (key is not string name || value is not Tensor tensor)
            {
                throw new CheckpointException(
                    $"{place} is no state dict: the value of '{key}' is {PythonValue.NameOf(value)}, not a Tensor");
            }

            state[name] = tensor;
        }

        return state;
    }

    /// <summary>The same entries as a general dict, for writing.</summary>
    internal ValueDict ToDict()
    {
        var dict = new ValueDict { IsOrderedDict = true };
        foreach ((string key, Tensor tensor) in _tensors)
        {
            dict[key] = tensor;
        }

        if (Metadata.Count > 0)
        {
            dict.Attributes = new ValueDict { [MetadataKey] = Metadata };
        }

        return dict;
    }
}
