using System.Globalization;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Walks a value and gives every tensor and plain value in it a name.</summary>
internal sealed class ValueLeaves
{
    // Names are paths: long keys in a small graph could make them add up to any amount.
    private const long MaximumNameLength = 1L << 28;

    private readonly CheckpointLimits _limits;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);
    private readonly StringBuilder _path = new();
    private long _visited;
    private long _nameLength;

    private ValueLeaves(CheckpointLimits limits) => _limits = limits;

    /// <summary>The tensors, in order.</summary>
    public List<CheckpointEntry> Tensors { get; } = [];

    /// <summary>The plain values, in order.</summary>
    public List<KeyValuePair<string, object?>> Plain { get; } = [];

    /// <summary>Walks a value.</summary>
    /// <exception cref="CheckpointException">It is too deep or too large.</exception>
    public static ValueLeaves Of(object? value, CheckpointLimits limits)
    {
        var leaves = new ValueLeaves(limits);
        leaves.Walk(value, 0);
        return leaves;
    }

    private void Walk(object? value, int depth)
    {
        if (depth > _limits.MaximumDepth || ++_visited > _limits.MaximumValues)
        {
            throw new CheckpointException(
                depth > _limits.MaximumDepth
                    ? $"the file's values are nested deeper than {_limits.MaximumDepth} levels"
                    : "the file's values refer to each other too many times");
        }

        switch (value)
        {
            case ValueDict dict:
                WalkEntries(dict.Select(entry => (entry.Key, entry.Value)), depth);
                break;
            case PickledObject instance:
                WalkEntries(ModuleTree.Parts(instance).Select(part => (part.Key, part.Value)), depth);
                break;
            case IReadOnlyList<object?> list:
                for (int i = 0; i < list.Count; i++)
                {
                    Below(string.Create(CultureInfo.InvariantCulture, $"[{i}]"), list[i], depth);
                }

                break;
            case StoredTensor tensor:
                AddTensor(tensor);
                break;
            default:
                Plain.Add(new KeyValuePair<string, object?>(TakeName(), TensorLoading.Name(value)));
                break;
        }
    }

    private void WalkEntries(IEnumerable<(object Key, object? Value)> entries, int depth)
    {
        foreach ((object key, object? value) in entries)
        {
            string name = key is string or long
                ? string.Create(CultureInfo.InvariantCulture, $"{key}")
                : PythonValue.Show(key);
            Below(_path.Length == 0 ? name : $".{name}", value, depth);
        }
    }

    private void Below(string step, object? value, int depth)
    {
        int length = _path.Length;
        _path.Append(step);
        Walk(value, depth + 1);
        _path.Length = length;
    }

    private void AddTensor(StoredTensor tensor)
    {
        if (Tensors.Count == _limits.MaximumTensors)
        {
            throw new CheckpointException($"the file names more than {_limits.MaximumTensors} tensors");
        }

        // {"a.b": x, "a": {"b": y}}: both can be told apart and loaded.
        string path = TakeName();
        string name = path;
        while (!_names.Add(name))
        {
            // Counted on from the last one: a file may have any number of tensors with one path.
            int copy = _copies[path] = _copies.GetValueOrDefault(path, 1) + 1;
            name = string.Create(CultureInfo.InvariantCulture, $"{path}#{copy}");
        }

        Tensors.Add(new CheckpointEntry(name, tensor));
    }

    private string TakeName()
    {
        _nameLength += _path.Length;
        return _nameLength <= MaximumNameLength
            ? _path.ToString()
            : throw new CheckpointException("the names in the file are too long");
    }
}
