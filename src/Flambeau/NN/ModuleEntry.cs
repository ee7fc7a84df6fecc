namespace Flambeau.NN;

/// <summary>One named thing that a module holds: a <see cref="Parameter"/>, a <see cref="Buffer"/>, a <see cref="Module"/> or, absent, null.</summary>
internal readonly record struct ModuleEntry(string Name, object? Value);
