namespace Flambeau.Serialization;

/// <summary>Gives names and storages to the pickle of a PyTorch file.</summary>
/// <param name="options">Whether unknown names are read as data.</param>
/// <param name="load">Finds or describes a storage, given its key, its class and its element count.</param>
internal class TorchHost(CheckpointOptions options, Func<string, TorchStorageType, long, StoredStorage> load)
    : IPickleHost
{
    // Names are joined and shown; a pickle may name one long string again and again.
    private const int LongestName = 2000;

    // TorchScript's own name for the classes of its archive, which Python has no modules for.
    private const string ScriptPrefix = "__torch__";

    private readonly NumpyPickle _numpy = new();

    /// <summary>How the file is read.</summary>
    protected CheckpointOptions Options => options;

    /// <summary>When set, names that would be refused are noted here and read as data.</summary>
    public ISet<string>? Refused { get; init; }

    /// <summary>Whether the file is a TorchScript archive, whose own classes are data.</summary>
    public bool IsScript { get; init; }

    /// <inheritdoc/>
    public object FindGlobal(string module, string name)
    {
        if (module.Length > LongestName || name.Length > LongestName)
        {
            throw new CheckpointException("the file asks for a name of thousands of characters");
        }

        if ((TorchGlobals.Find(module, name) ?? _numpy.Find(module, name)) is { } known)
        {
            return known;
        }

        string fullName = $"{module}.{name}";
        if (fullName.Any(char.IsControl))
        {
            // Messages go to terminals, which obey control characters.
            throw new CheckpointException("the file asks for a name that holds control characters");
        }

        bool isScriptClass = IsScript && module.StartsWith(ScriptPrefix, StringComparison.Ordinal);
        if (!isScriptClass)
        {
            Refused?.Add(fullName);
        }

        return isScriptClass || Refused is not null || options.ReadUnknownClasses
            ? new PickleCallable(fullName, arguments => new PickledObject(fullName, arguments.Values))
            : throw new CheckpointException(
                $"the file asks for {fullName}, which is refused because a checkpoint needs no such code. If you trust "
                + "where it comes from and it holds a whole module (torch.save(model)), load it with "
                + $"{nameof(CheckpointOptions)}.{nameof(CheckpointOptions.ReadUnknownClasses)}, which reads the names "
                + "and tensors only");
    }

    /// <inheritdoc/>
    /// <remarks>The id is ('storage', class, key, location, element count[, view]).</remarks>
    public virtual object? LoadPersistent(object? id) => id switch
    {
        object?[] { Length: >= 5 } tuple and ["storage", TorchStorageType type, string key, _, long count, ..] =>
            new TorchStorage(load(key, type, count), type, OffsetOf(tuple)),
        object?[] { Length: >= 2 } and ["module", PickleCallable module, ..]
            when options.ReadUnknownClasses || Refused is not null => module,
        _ => throw new CheckpointException("a persistent id is not that of a storage"),
    };

    /// <inheritdoc/>
    public bool Build(object? instance, object? state)
    {
        switch (instance)
        {
            case ValueDict { IsOrderedDict: true } dict when state is ValueDict attributes:
                dict.Attributes = attributes;
                return true;
            case PickledObject unknown:
                unknown.State = state;
                return true;
            default:
                return _numpy.Build(instance, state);
        }
    }

    /// <summary>Old files may make a storage a view of another: (key of the view, offset, size), or None.</summary>
    private static long OffsetOf(object?[] id) => id.Length < 6 || id[5] is null
        ? 0
        : id[5] is object?[] and [_, long offset and >= 0, ..]
            ? offset
            : throw new CheckpointException("a storage is a view in an unknown form");
}
