namespace Flambeau.NN;

/// <content>What the module holds, by name.</content>
public abstract partial class Module
{
    /// <summary>The parameters, each once even when it is shared (<c>Module.parameters</c>).</summary>
    /// <param name="recurse">Include those of the modules below.</param>
    public IEnumerable<Parameter> Parameters(bool recurse = true) => NamedParameters("", recurse).Select(entry => entry.Parameter);

    /// <summary>The parameters with their dotted names (<c>Module.named_parameters</c>).</summary>
    /// <param name="prefix">Put before each name, with a dot.</param>
    /// <param name="recurse">Include those of the modules below.</param>
    /// <param name="removeDuplicate">Name a shared parameter only once.</param>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters(string prefix = "", bool recurse = true, bool removeDuplicate = true) =>
        NamedMembers<Parameter>(prefix, recurse, removeDuplicate);

    /// <summary>The buffers, each once even when it is shared (<c>Module.buffers</c>).</summary>
    /// <param name="recurse">Include those of the modules below.</param>
    public IEnumerable<Buffer> Buffers(bool recurse = true) => NamedBuffers("", recurse).Select(entry => entry.Buffer);

    /// <summary>The buffers with their dotted names (<c>Module.named_buffers</c>).</summary>
    /// <param name="prefix">Put before each name, with a dot.</param>
    /// <param name="recurse">Include those of the modules below.</param>
    /// <param name="removeDuplicate">Name a shared buffer only once.</param>
    public IEnumerable<(string Name, Buffer Buffer)> NamedBuffers(string prefix = "", bool recurse = true, bool removeDuplicate = true) =>
        NamedMembers<Buffer>(prefix, recurse, removeDuplicate);

    /// <summary>The modules directly below this one, each once (<c>Module.children</c>).</summary>
    public IEnumerable<Module> Children() => NamedChildren().Select(entry => entry.Module);

    /// <summary>The modules directly below this one with their names, each once (<c>Module.named_children</c>).</summary>
    public IEnumerable<(string Name, Module Module)> NamedChildren()
    {
        var seen = new HashSet<Module>(ReferenceEqualityComparer.Instance);
        foreach (var (name, value) in Entries())
        {
            if (value is Module child && seen.Add(child))
            {
                yield return (name, child);
            }
        }
    }

    /// <summary>This module and all below it, each once, parents before children (<c>Module.modules</c>).</summary>
    public IEnumerable<Module> Modules() => NamedModules().Select(entry => entry.Module);

    /// <summary>This module (named by <paramref name="prefix"/>) and all below it with their dotted names (<c>Module.named_modules</c>).</summary>
    /// <param name="prefix">The name of this module.</param>
    /// <param name="removeDuplicate">Name a shared module only once.</param>
    public IEnumerable<(string Name, Module Module)> NamedModules(string prefix = "", bool removeDuplicate = true) =>
        Walk(prefix, removeDuplicate ? new HashSet<Module>(ReferenceEqualityComparer.Instance) : null);

    /// <summary>The module at a dotted path; the empty path is this module (<c>Module.get_submodule</c>).</summary>
    /// <exception cref="KeyNotFoundException">There is no such module.</exception>
    public Module GetSubmodule(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return NamedModules(removeDuplicate: false).FirstOrDefault(entry => entry.Name == target).Module
            ?? throw new KeyNotFoundException(
                $"GetSubmodule: {GetType().Name} has no module '{target}'; it has {Listed(NamedModules().Skip(1).Select(entry => entry.Name))}.");
    }

    /// <summary>
    /// Puts another module in the place of the one at a dotted path (<c>Module.set_submodule</c>), into the field, the
    /// element of an array or list, or the child of a container that is there; the field may be read-only.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such module.</exception>
    /// <exception cref="ArgumentException">The place cannot hold the new module.</exception>
    public void SetSubmodule(string target, Module module)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(module);
        var (owner, entry) = NamedModules(removeDuplicate: false)
            .SelectMany(owner => owner.Module.Entries(), (owner, entry) => (owner.Module, Entry: entry, Path: Join(owner.Name, entry.Name)))
            .Where(place => place.Path == target && place.Entry.Value is Module or null)
            .Select(place => (place.Module, place.Entry))
            .FirstOrDefault();
        if (owner is null)
        {
            throw new KeyNotFoundException(
                $"SetSubmodule: {GetType().Name} has no module '{target}'; it has {Listed(NamedModules().Skip(1).Select(entry => entry.Name))}.");
        }

        if (!owner.TryReplace(entry.Name, module))
        {
            throw new ArgumentException(
                $"SetSubmodule: the field or list of {owner.GetType().Name} that holds '{target}' ({entry.Value?.GetType().Name ?? "nothing yet"}) cannot hold a {module.GetType().Name}; declare it as Module<Tensor, Tensor>.",
                nameof(module));
        }
    }

    /// <summary>The parameter at a dotted path (<c>Module.get_parameter</c>).</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public Parameter GetParameter(string target) => GetMember<Parameter>(target, nameof(GetParameter));

    /// <summary>The buffer at a dotted path (<c>Module.get_buffer</c>).</summary>
    /// <exception cref="KeyNotFoundException">There is no such buffer.</exception>
    public Buffer GetBuffer(string target) => GetMember<Buffer>(target, nameof(GetBuffer));

    /// <summary>What the module holds, in order; containers give their own.</summary>
    internal virtual IEnumerable<ModuleEntry> Entries()
    {
        foreach (var field in ModuleFields.Of(this))
        {
            object? value = field.GetValue(this);
            if (value is Module or Tensor or null)
            {
                yield return new ModuleEntry(field.Name, value);
                continue;
            }

            int index = 0;
            foreach (object? item in (System.Collections.IEnumerable)value)
            {
                yield return new ModuleEntry($"{field.Name}.{index++}", item);
            }
        }
    }

    /// <summary>Puts another value in the place of an entry; false when there is none of that name that takes it.</summary>
    internal virtual bool TryReplace(string name, object value)
    {
        foreach (var field in ModuleFields.Of(this))
        {
            if (field.Name == name)
            {
                if (!field.FieldType.IsInstanceOfType(value))
                {
                    return false;
                }

                field.SetValue(this, value);
                return true;
            }

            if (name.StartsWith(field.Name + ".", StringComparison.Ordinal))
            {
                return TryReplaceItem(field.GetValue(this), name[(field.Name.Length + 1)..], value);
            }
        }

        return false;
    }

    private static bool TryReplaceItem(object? items, string name, object value)
    {
        if (items is not System.Collections.IList list || (list.IsReadOnly && items is not Array) || !int.TryParse(name, out int index))
        {
            return false;
        }

        try
        {
            list[index] = value;
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException)
        {
            // the elements are of a narrower type
            return false;
        }
    }

    private IEnumerable<(string Name, Module Module)> Walk(string path, HashSet<Module>? seen)
    {
        if (seen?.Add(this) == false)
        {
            yield break;
        }

        yield return (path, this);
        foreach (var (name, value) in Entries())
        {
            if (value is Module child)
            {
                foreach (var below in child.Walk(Join(path, name), seen))
                {
                    yield return below;
                }
            }
        }
    }

    private IEnumerable<(string Name, T Member)> NamedMembers<T>(string prefix, bool recurse, bool removeDuplicate)
        where T : Tensor
    {
        var seen = new HashSet<T>(ReferenceEqualityComparer.Instance);
        var modules = recurse ? NamedModules(prefix, removeDuplicate) : [(prefix, this)];
        foreach (var (path, module) in modules)
        {
            foreach (var (name, value) in module.Entries())
            {
                if (value is T member && (!removeDuplicate || seen.Add(member)))
                {
                    yield return (Join(path, name), member);
                }
            }
        }
    }

    private T GetMember<T>(string target, string op)
        where T : Tensor
    {
        ArgumentNullException.ThrowIfNull(target);
        return NamedMembers<T>("", recurse: true, removeDuplicate: false).FirstOrDefault(entry => entry.Name == target).Member
            ?? throw new KeyNotFoundException(
                $"{op}: {GetType().Name} has no {typeof(T).Name.ToLowerInvariant()} '{target}'; it has {Listed(NamedMembers<T>("", true, true).Select(entry => entry.Name))}.");
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        const int shown = 8;
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(shown)) + (all.Length > shown ? $" and {all.Length - shown} more" : "");
    }
}
