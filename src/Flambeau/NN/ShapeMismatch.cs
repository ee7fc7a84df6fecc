namespace Flambeau.NN;

/// <summary>A key whose tensor has one shape in a state dict and another in the module.</summary>
/// <param name="Key">The key.</param>
/// <param name="InStateDict">The shape in the state dict.</param>
/// <param name="InModule">The shape in the module.</param>
public readonly record struct ShapeMismatch(string Key, Shape InStateDict, Shape InModule)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} is {InStateDict} in the state dict and {InModule} in the module";
}
