namespace Flambeau.NN;

/// <summary>A module that took the place of another.</summary>
/// <typeparam name="T">The type of the new module.</typeparam>
/// <param name="Path">The dotted path of the place.</param>
/// <param name="Old">What was there.</param>
/// <param name="New">What is there now.</param>
public sealed record ReplacedModule<T>(string Path, Module Old, T New)
    where T : Module
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Old} -> {New}";
}
