using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Flambeau.Serialization;

/// <summary>
/// A Python dict read from, or to be written to, a checkpoint: keys of any plain kind, in insertion order.
/// </summary>
/// <remarks>
/// Values are null (None), <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/>,
/// <see cref="double"/>, <see cref="string"/>, <see cref="byte"/>[] (bytes), <c>object?[]</c> (tuple),
/// <c>List&lt;object?&gt;</c> (list), <c>HashSet&lt;object?&gt;</c> (set), <see cref="ValueDict"/> and
/// <see cref="Tensor"/>. Other integer and float types given to the indexer are stored as <see cref="long"/> and
/// <see cref="double"/>, so that <c>dict[0]</c> and <c>dict[0L]</c> are one entry. A <c>torch.dtype</c> is read as a
/// <see cref="DType"/>, a <c>torch.device</c> as a string, a <c>torch.Size</c> as a tuple. What a file gives is always
/// a finite tree: nothing contains itself.
/// </remarks>
public sealed partial class ValueDict : IReadOnlyDictionary<object, object?>
{
    private readonly OrderedDictionary<object, object?> _items = new(ValueComparer.Instance);

    /// <summary>Creates an empty dict.</summary>
    public ValueDict()
    {
    }

    /// <summary>Creates a dict from pairs.</summary>
    /// <param name="items">The entries; a later one replaces an earlier one with an equal key.</param>
    public ValueDict(IEnumerable<KeyValuePair<object, object?>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach ((object key, object? value) in items)
        {
            this[key] = value;
        }
    }

    /// <summary>Whether Python sees a collections.OrderedDict rather than a dict.</summary>
    public bool IsOrderedDict { get; init; }

    /// <summary>Whether Python sees a collections.Counter, as a <c>MultiStepLR</c> keeps its milestones; it is saved as one again.</summary>
    public bool IsCounter { get; init; }

    /// <summary>Attributes of an OrderedDict, such as a state dict's <c>_metadata</c>; null without any.</summary>
    public ValueDict? Attributes { get; internal set; }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public IEnumerable<object> Keys => _items.Keys;

    /// <inheritdoc/>
    public IEnumerable<object?> Values => _items.Values;

    /// <summary>The value of a key.</summary>
    /// <param name="key">A string, an integer, or another plain value.</param>
    /// <exception cref="KeyNotFoundException">Reading: there is no such key; the message lists those there are.</exception>
    public object? this[object key]
    {
        get => TryGetValue(key, out object? value)
            ? value
            : throw new KeyNotFoundException($"The dict has no key {Quote(key)}; its keys are {ListKeys()}.");
        set => _items[ValueComparer.Normalise(key)] = PythonValue.Normalise(value);
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="key">A key that is not in the dict.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(object key, object? value) =>
        _items.Add(ValueComparer.Normalise(key), PythonValue.Normalise(value));

    /// <inheritdoc/>
    public bool ContainsKey(object key) => _items.ContainsKey(ValueComparer.Normalise(key));

    /// <inheritdoc/>
    public bool TryGetValue(object key, [MaybeNullWhen(false)] out object? value) =>
        _items.TryGetValue(ValueComparer.Normalise(key), out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Replaces every value by what a function makes of it.</summary>
    internal void ReplaceValues(Func<object?, object?> replace)
    {
        for (int i = 0; i < _items.Count; i++)
        {
            _items.SetAt(i, replace(_items.GetAt(i).Value));
        }
    }

    private static string Quote(object? key) => key is string text ? $"'{text}'" : $"{key}";

    private string ListKeys()
    {
        const int Shown = 8;
        if (Count == 0)
        {
            return "none: it is empty";
        }

        string list = string.Join(", ", Keys.Take(Shown).Select(Quote));
        return Count > Shown ? $"{list}, and {Count - Shown} more" : list;
    }
}
