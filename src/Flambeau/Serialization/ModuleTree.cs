namespace Flambeau.Serialization;

/// <summary>Collects the tensors of a whole module that was read as data, under its state dict's names.</summary>
internal static class ModuleTree
{
    private const string ScriptPrefix = "__torch__.";

    // Modules may be shared, so a small hostile file can describe a tree without end.
    private const int MaximumDepth = 200;
    private const int MaximumEntries = 1_000_000;

    /// <summary>Walks the tree in PyTorch's order: a module's parameters, its buffers, then its children.</summary>
    /// <param name="module">The root: a module of Python or of TorchScript.</param>
    /// <exception cref="CheckpointException">The object is no module, or the tree is not finite.</exception>
    public static StateDict Collect(PickledObject module)
    {
        if (!IsModule(module) && !module.ClassName.StartsWith(ScriptPrefix, StringComparison.Ordinal))
        {
            throw new CheckpointException($"the file holds a {module.ClassName}, which is no module");
        }

        var state = new StateDict();
        int visited = 0;
        Collect(module, "", 0, ref visited, state);
        return state;
    }

    /// <summary>
    /// What an object holds by name: of a module its parameters, buffers and children in the order of its state dict,
    /// of any other object its attributes, then what was set by key and what was appended.
    /// </summary>
    public static IEnumerable<KeyValuePair<object, object?>> Parts(PickledObject instance)
    {
        if (!IsModule(instance))
        {
            IEnumerable<KeyValuePair<object, object?>> attributes = instance.State as ValueDict ?? [];
            return attributes.Concat(instance.Entries)
                .Concat(instance.Items.Select((item, i) => KeyValuePair.Create<object, object?>((long)i, item)));
        }

        HashSet<object?>? hidden = Attribute(instance, "_non_persistent_buffers_set") as HashSet<object?>;
        IEnumerable<KeyValuePair<object, object?>> buffers = Dict(instance, "_buffers") ?? [];
        return Dict(instance, "_parameters")!
            .Concat(buffers.Where(buffer => hidden?.Contains(buffer.Key) != true))
            .Concat(Dict(instance, "_modules")!);
    }

    private static void Collect(PickledObject module, string prefix, int depth, ref int visited, StateDict state)
    {
        if (depth > MaximumDepth)
        {
            throw TooLarge();
        }

        foreach ((object name, object? part) in Parts(module))
        {
            if (++visited > MaximumEntries)
            {
                throw TooLarge();
            }

            if (part is Tensor tensor)
            {
                state[$"{prefix}{name}"] = tensor;
            }
            else if (part is PickledObject child)
            {
                Collect(child, $"{prefix}{name}.", depth + 1, ref visited, state);
            }
        }
    }

    private static CheckpointException TooLarge() => new("the module's tree is too deep or too large");

    private static bool IsModule(PickledObject instance) =>
        Dict(instance, "_modules") is not null && Dict(instance, "_parameters") is not null;

    private static ValueDict? Dict(PickledObject module, string name) => Attribute(module, name) as ValueDict;

    private static object? Attribute(PickledObject module, string name) =>
        module.State is ValueDict state && state.TryGetValue(name, out object? value) ? value : null;
}
