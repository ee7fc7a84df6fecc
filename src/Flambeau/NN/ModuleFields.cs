using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Flambeau.NN;

/// <summary>The fields of a module type that are its registry: in order of declaration, base class first.</summary>
internal static class ModuleFields
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, RegisteredField[]> s_cache = new();

    /// <summary>The registered fields of a module's type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Module carries DynamicallyAccessedMembers(AllFields), so the fields of every derived type are kept.")]
    public static RegisteredField[] Of(Module module)
    {
        var type = module.GetType();
        if (!s_cache.TryGetValue(type, out var fields))
        {
            fields = Find(type);
            s_cache.TryAdd(type, fields);
        }

        return fields;
    }

    private static RegisteredField[] Find(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllFields)] Type type)
    {
        var levels = new List<RegisteredField[]>();
        for (Type? level = type; level is not null && level != typeof(Module); level = level.BaseType)
        {
            levels.Add([.. level.GetFields(Declared).Where(IsRegistered).Select(field => new RegisteredField(field, NameOf(field)))]);
        }

        levels.Reverse();
        var fields = levels.SelectMany(fields => fields).ToArray();
        RefuseClashes(type, fields);
        return fields;
    }

    private static bool IsRegistered(FieldInfo field)
    {
        var type = field.FieldType;
        return (typeof(Module).IsAssignableFrom(type)
                || type == typeof(Parameter)
                || type == typeof(Buffer)
                || typeof(IEnumerable<Module>).IsAssignableFrom(type)
                || typeof(IEnumerable<Parameter>).IsAssignableFrom(type))
            && Find<NotRegisteredAttribute>(field) is null;
    }

    private static string NameOf(FieldInfo field) =>
        Find<NameAttribute>(field)?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(SourceName(field.Name).TrimStart('_'));

    /// <summary>The name as it stands in the source: a backing field <c>&lt;Conv1&gt;k__BackingField</c> is the property <c>Conv1</c>.</summary>
    public static string SourceName(string name)
    {
        int end = name.IndexOf('>', StringComparison.Ordinal);
        return name.StartsWith('<') && end > 0 ? name[1..end] : name;
    }

    // an attribute on an auto-property is looked for with [field: ...] on its backing field
    private static TAttribute? Find<TAttribute>(FieldInfo field)
        where TAttribute : Attribute => field.GetCustomAttribute<TAttribute>();

    private static void RefuseClashes(Type type, RegisteredField[] fields)
    {
        var clash = fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1);
        if (clash is not null)
        {
            throw new InvalidOperationException(
                $"{type.Name}: the fields {string.Join(" and ", clash.Select(field => field.FieldName))} are both registered as '{clash.Key}'; name one with [Name(...)].");
        }
    }
}
