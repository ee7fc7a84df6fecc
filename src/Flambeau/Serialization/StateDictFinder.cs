namespace Flambeau.Serialization;

/// <summary>Finds the model's state dict in the value of a checkpoint.</summary>
internal static class StateDictFinder
{
    // By how common they are: PyTorch's and Lightning's examples, PyTorch's tutorials, detection code bases.
    private static readonly string[] s_usualKeys = ["state_dict", "model_state_dict", "model"];

    /// <summary>Finds it.</summary>
    /// <param name="value">What the file holds.</param>
    /// <exception cref="CheckpointException">There is none, or there are several to choose from.</exception>
    public static StateDict Find(object? value)
    {
        (object part, string place) = Locate(value);
        return ToStateDict(part, place);
    }

    /// <summary>Finds the part of a value that is the state dict or the module.</summary>
    /// <param name="value">What the file holds.</param>
    /// <returns>The dict or object, and a name of it for messages.</returns>
    /// <exception cref="CheckpointException">There is none, or there are several to choose from.</exception>
    public static (object Part, string Place) Locate(object? value) => value switch
    {
        PickledObject module => (module, "the file"),
        ValueDict dict when IsStateDict(dict) => (dict, "the file"),
        ValueDict dict => LocateWithin(dict),
        _ => throw new CheckpointException($"the file holds {PythonValue.NameOf(value)}, not a state dict"),
    };

    /// <summary>Makes a state dict of the part that was found.</summary>
    /// <exception cref="CheckpointException">It holds something else than tensors.</exception>
    public static StateDict ToStateDict(object part, string place) => part is PickledObject module
        ? ModuleTree.Collect(module)
        : StateDict.From((ValueDict)part, place);

    private static (object Part, string Place) LocateWithin(ValueDict dict)
    {
        foreach (string key in s_usualKeys)
        {
            if (dict.TryGetValue(key, out object? value) && value is ValueDict or PickledObject)
            {
                return (value, $"'{key}'");
            }
        }

        object[] candidates = [.. dict
            .Where(entry => entry.Value is ValueDict { Count: > 0 } part && IsStateDict(part))
            .Select(entry => entry.Key)];
        return candidates is [object only] ? (dict[only]!, $"'{only}'") : throw NotFound(dict, candidates);
    }

    private static bool IsStateDict(ValueDict dict) =>
        dict.All(entry => entry.Key is string && entry.Value is Tensor or StoredTensor);

    private static CheckpointException NotFound(ValueDict dict, object[] candidates)
    {
        if (candidates.Length > 1)
        {
            return new CheckpointException(
                $"the file holds several state dicts ({string.Join(", ", candidates)}); load it with "
                + $"{nameof(Checkpoint)}.{nameof(Checkpoint.LoadDict)} and take one by its key");
        }

        (object key, object? value) = dict.First(
            entry => entry.Key is not string || entry.Value is not (Tensor or StoredTensor));
        return new CheckpointException(
            $"the file holds no state dict: the value of '{key}' is {PythonValue.NameOf(value)}, not a Tensor, and no "
            + $"part under {string.Join(", ", s_usualKeys)} is one");
    }
}
