namespace Flambeau.NN;

/// <summary>Keeps a module's field out of its parameters, buffers and children.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NotRegisteredAttribute : Attribute;
