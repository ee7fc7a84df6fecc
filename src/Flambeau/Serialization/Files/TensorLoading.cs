namespace Flambeau.Serialization;

/// <summary>Puts loaded tensors in the places of stored ones, wherever a value holds them.</summary>
internal static class TensorLoading
{
    /// <summary>Loads all tensors that a value reaches; objects of unknown classes may be cyclic.</summary>
    /// <param name="root">The value.</param>
    /// <param name="load">Loads one tensor.</param>
    /// <returns>The value, or the tensor it is.</returns>
    public static object? LoadAll(object? root, Func<StoredTensor, Tensor> load)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object>();
        object? result = Replace(root);
        while (waiting.TryPop(out object? container))
        {
            ReplaceIn(container);
        }

        return result;

        object? Replace(object? value)
        {
            switch (value)
            {
                case StoredTensor stored:
                    return load(stored);
                case ValueDict or List<object?> or object?[] or PickledObject when seen.Add(value):
                    waiting.Push(value);
                    return value;
                default:
                    return Name(value);
            }
        }

        void ReplaceIn(object container)
        {
            switch (container)
            {
                case ValueDict dict:
                    Replace(dict.Attributes);
                    dict.ReplaceValues(Replace);
                    break;
                case IList<object?> list:
                    for (int i = 0; i < list.Count; i++)
                    {
                        list[i] = Replace(list[i]);
                    }

                    break;
                case PickledObject instance:
                    instance.State = Replace(instance.State);
                    Replace(instance.Arguments);
                    Replace(instance.Items);
                    Replace(instance.Entries);
                    break;
            }
        }
    }

    /// <summary>A type that a value names as text, and any other value as it is.</summary>
    public static object? Name(object? value) => value switch
    {
        ElementType type => $"torch.{type.Name}",
        TorchStorageType type => $"torch.{type.Name}",
        PickledNumpyType type => $"numpy.dtype('{type}')",
        _ => value,
    };
}
