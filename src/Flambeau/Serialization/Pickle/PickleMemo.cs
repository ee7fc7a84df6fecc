using System.Diagnostics.CodeAnalysis;

namespace Flambeau.Serialization;

/// <summary>What a pickle stored under numbers, to be named again.</summary>
internal sealed class PickleMemo
{
    // Python counts from 0 on; a file need not.
    private readonly List<object?> _first = [];
    private readonly Dictionary<uint, object?> _others = new(SeededComparer.Instance);

    /// <summary>The number of entries.</summary>
    public int Count => _first.Count + _others.Count;

    /// <summary>Stores a value, in place of an earlier one with the same number.</summary>
    public void Store(uint index, object? value)
    {
        if (index < _first.Count)
        {
            _first[(int)index] = value;
        }
        else if (index == _first.Count && !_others.ContainsKey(index))
        {
            _first.Add(value);
        }
        else
        {
            _others[index] = value;
        }
    }

    /// <summary>Finds a value.</summary>
    public bool TryGetValue(uint index, [MaybeNullWhen(false)] out object? value)
    {
        if (index >= _first.Count)
        {
            return _others.TryGetValue(index, out value);
        }

        value = _first[(int)index];
        return true;
    }
}
