namespace Flambeau.Serialization;

/// <summary>A Python function or class that a pickle may call, replaced by code of ours.</summary>
internal sealed class PickleCallable(string name, Func<PickleArguments, object?> call)
{
    /// <summary>The full Python name.</summary>
    public string Name { get; } = name;

    /// <summary>Calls it.</summary>
    public object? Call(object?[] arguments) => call(new PickleArguments(Name, arguments));
}
