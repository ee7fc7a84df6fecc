namespace Flambeau.NN;

/// <summary>
/// The name under which a module's field is registered, instead of the one made from the field's. On an auto-property
/// write <c>[field: Name("...")]</c>.
/// </summary>
/// <param name="name">The name in state dicts; without dots.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NameAttribute(string name) : Attribute
{
    /// <summary>The name in state dicts.</summary>
    public string Name { get; } = name;
}
