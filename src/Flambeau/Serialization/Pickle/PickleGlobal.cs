namespace Flambeau.Serialization;

/// <summary>A Python function or class to be written by name.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>A call to be written: the function's result takes its place when Python reads the file.</summary>
internal sealed record PickleCall(PickleGlobal Function, params object?[] Arguments);

/// <summary>A persistent id to be written, which the reader of the file resolves outside the pickle.</summary>
internal sealed record PicklePersistentId(object?[] Id);
