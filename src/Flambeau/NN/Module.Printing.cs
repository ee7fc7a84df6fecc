namespace Flambeau.NN;

/// <content>Printing.</content>
public abstract partial class Module
{
    /// <summary>The module and all below it, as PyTorch's <c>repr</c> prints them.</summary>
    public override string ToString()
    {
        string extra = ExtraRepr();
        string[] own = extra.Length == 0 ? [] : extra.Split('\n');
        string[] children = [.. NamedEntriesForPrinting().Select(child => $"({child.Name}): {Indent(child.Module.ToString()!)}")];
        string name = PrintedName;
        return children.Length switch
        {
            0 when own.Length == 0 => name + "()",
            0 when own.Length == 1 => $"{name}({own[0]})",
            _ => $"{name}(\n  {string.Join("\n  ", own.Concat(children))}\n)",
        };
    }

    /// <summary>The module's settings as they stand between the brackets when it is printed (<c>Module.extra_repr</c>).</summary>
    protected virtual string ExtraRepr() => "";

    /// <summary>The type's name as it is printed.</summary>
    internal virtual string PrintedName
    {
        get
        {
            string name = GetType().Name;
            int generic = name.IndexOf('`', StringComparison.Ordinal);
            return generic < 0 ? name : name[..generic];
        }
    }

    private IEnumerable<(string Name, Module Module)> NamedEntriesForPrinting() =>
        Entries().Where(entry => entry.Value is Module).Select(entry => (entry.Name, (Module)entry.Value!));

    private static string Indent(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
