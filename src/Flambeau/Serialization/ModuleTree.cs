namespace Flambeau.Serialization;

/// <summary>Collects the tensors of a whole module that was read as data, under its state dict's names.</summary>
internal static class ModuleTree
{
    // Modules may be shared, so a small hostile file can describe a tree without end.
    private const int MaximumDepth = 200;
    private const int MaximumEntries = 1_000_000;

    /// <summary>Walks the tree in PyTorch's order: a module's parameters, its buffers, then its children.</summary>
    /// <param name="module">The root.</param>
    /// <exception cref="CheckpointException">The object is no module, or the tree is not finite.</exception>
    public static StateDict Collect(PickledObject module)
    {
        if (Part(module, "_modules") is null || Part(module, "_parameters") is null)
        {
            throw new CheckpointException($"the file holds a {module.ClassName}, which is no module");
        }

        var state = new StateDict();
        int visited = 0;
        Collect(module, "", 0, ref visited, state);
        return state;
    }

    private static void Collect(PickledObject module, string prefix, int depth, ref int visited, StateDict state)
    {
        if (depth > MaximumDepth || ++visited > MaximumEntries)
        {
            throw new CheckpointException("the module's tree is too deep or too large");
        }

        visited += AddTensors(Part(module, "_parameters"), prefix, null, state);
        visited += AddTensors(Part(module, "_buffers"), prefix, NonPersistent(module), state);
        foreach ((object name, object? child) in Part(module, "_modules") ?? [])
        {
            if (child is PickledObject submodule)
            {
                Collect(submodule, $"{prefix}{name}.", depth + 1, ref visited, state);
            }
        }
    }

    /// <summary>Adds one module's own tensors; returns how many entries it looked at.</summary>
    private static int AddTensors(ValueDict? tensors, string prefix, HashSet<object?>? excluded, StateDict state)
    {
        foreach ((object name, object? value) in tensors ?? [])
        {
            if (value is Tensor tensor && excluded?.Contains(name) != true)
            {
                state[$"{prefix}{name}"] = tensor;
            }
        }

        return tensors?.Count ?? 0;
    }

    private static ValueDict? Part(PickledObject module, string name) => Attribute(module, name) as ValueDict;

    private static HashSet<object?>? NonPersistent(PickledObject module) =>
        Attribute(module, "_non_persistent_buffers_set") as HashSet<object?>;

    private static object? Attribute(PickledObject module, string name) =>
        module.State is ValueDict state && state.TryGetValue(name, out object? value) ? value : null;
}
