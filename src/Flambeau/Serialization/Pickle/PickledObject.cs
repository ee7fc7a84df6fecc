namespace Flambeau.Serialization;

/// <summary>
/// An instance of a class that this library does not know, read as data: no class is created and no code runs.
/// </summary>
/// <remarks>Only found in checkpoints loaded with <see cref="CheckpointOptions.ReadUnknownClasses"/>.</remarks>
public sealed class PickledObject
{
    internal PickledObject(string className, IReadOnlyList<object?> arguments)
    {
        ClassName = className;
        Arguments = arguments;
    }

    /// <summary>The full Python name, such as <c>torch.nn.modules.conv.Conv2d</c>.</summary>
    public string ClassName { get; }

    /// <summary>The arguments the class or function would have been called with.</summary>
    public IReadOnlyList<object?> Arguments { get; }

    /// <summary>The state that would have been set: for a module the dict of its attributes.</summary>
    public object? State { get; internal set; }

    /// <summary>What was appended to it, when the class is a kind of list.</summary>
    internal List<object?> Items { get; } = [];

    /// <summary>What was set by key, when the class is a kind of dict.</summary>
    internal ValueDict Entries { get; } = [];
}
