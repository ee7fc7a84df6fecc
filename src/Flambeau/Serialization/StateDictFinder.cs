namespace Flambeau.Serialization;

/// <summary>Finds the model's state dict in the value of a checkpoint.</summary>
internal static class StateDictFinder
{
    // By how common they are: PyTorch's and Lightning's examples, PyTorch's tutorials, detection code bases.
    private static readonly string[] s_usualKeys = ["state_dict", "model_state_dict", "model"];

    /// <summary>Finds it.</summary>
    /// <param name="value">What the file holds.</param>
    /// <exception cref="CheckpointException">There is none, or there are several to choose from.</exception>
    public static StateDict Find(object? value) => value switch
    {
        PickledObject module => ModuleTree.Collect(module),
        ValueDict dict when IsStateDict(dict) => StateDict.From(dict, "the file"),
        ValueDict dict => FindWithin(dict),
        _ => throw new CheckpointException($"the file holds {PythonValue.NameOf(value)}, not a state dict"),
    };

    private static StateDict FindWithin(ValueDict dict)
    {
        foreach (string key in s_usualKeys)
        {
            if (dict.TryGetValue(key, out object? value) && Take(value, key) is { } state)
            {
                return state;
            }
        }

        object[] candidates = [.. dict
            .Where(entry => entry.Value is ValueDict { Count: > 0 } part && IsStateDict(part))
            .Select(entry => entry.Key)];
        return candidates is [object only] ? dict.GetStateDict(only) : throw NotFound(dict, candidates);
    }

    private static StateDict? Take(object? value, string key) => value switch
    {
        ValueDict nested => StateDict.From(nested, $"'{key}'"),
        PickledObject module => ModuleTree.Collect(module),
        _ => null,
    };

    private static bool IsStateDict(ValueDict dict) =>
        dict.All(entry => entry.Key is string && entry.Value is Tensor);

    private static CheckpointException NotFound(ValueDict dict, object[] candidates)
    {
        if (candidates.Length > 1)
        {
            return new CheckpointException(
                $"the file holds several state dicts ({string.Join(", ", candidates)}); load it with "
                + $"{nameof(Checkpoint)}.{nameof(Checkpoint.LoadDict)} and take one by its key");
        }

        (object key, object? value) = dict.First(entry => entry.Key is not string || entry.Value is not Tensor);
        return new CheckpointException(
            $"the file holds no state dict: the value of '{key}' is {PythonValue.NameOf(value)}, not a Tensor, and no "
            + $"part under {string.Join(", ", s_usualKeys)} is one");
    }
}
