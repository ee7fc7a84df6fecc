using System.Reflection;

namespace Flambeau.NN;

/// <summary>A field of a module type together with its name in the registry.</summary>
internal sealed class RegisteredField(FieldInfo info, string name)
{
    /// <summary>The name in state dicts.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the source.</summary>
    public string FieldName => ModuleFields.SourceName(info.Name);

    /// <summary>The declared type.</summary>
    public Type FieldType => info.FieldType;

    /// <summary>What the field holds now.</summary>
    public object? GetValue(Module module) => info.GetValue(module);

    /// <summary>Puts another value into the field, read-only or not.</summary>
    public void SetValue(Module module, object? value) => info.SetValue(module, value);
}
