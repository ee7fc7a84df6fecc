using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Flambeau.NN;

/// <summary>Modules by name, in order (<c>torch.nn.ModuleDict</c>); what runs them is up to their owner.</summary>
public sealed class ModuleDict : Module, IReadOnlyDictionary<string, Module<Tensor, Tensor>>
{
    private readonly OrderedDictionary<string, Module<Tensor, Tensor>> _modules = new(StringComparer.Ordinal);

    /// <summary>An empty dictionary.</summary>
    public ModuleDict()
    {
    }

    /// <summary>The given modules.</summary>
    /// <exception cref="ArgumentException">A name is empty, holds a dot, or is given twice.</exception>
    public ModuleDict(params IEnumerable<(string Name, Module<Tensor, Tensor> Module)> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var (name, module) in modules)
        {
            Add(name, module);
        }
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _modules.Keys;

    /// <inheritdoc/>
    public IEnumerable<Module<Tensor, Tensor>> Values => _modules.Values;

    /// <summary>The module of a name; setting an existing name keeps its place.</summary>
    /// <exception cref="KeyNotFoundException">Reading: there is no such name.</exception>
    /// <exception cref="ArgumentException">Setting: the name is empty or holds a dot.</exception>
    public Module<Tensor, Tensor> this[string key]
    {
        get => _modules[key];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ChildNames.Check(nameof(ModuleDict), key, isUsed: false);
            _modules[key] = value;
        }
    }

    /// <summary>Adds a module.</summary>
    /// <exception cref="ArgumentException">The name is empty, holds a dot, or is in use.</exception>
    public void Add(string key, Module<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        ChildNames.Check(nameof(ModuleDict), key, _modules.ContainsKey(key));
        _modules.Add(key, module);
    }

    /// <summary>Takes a module out; tells whether it was there.</summary>
    public bool Remove(string key) => _modules.Remove(key);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _modules.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Module<Tensor, Tensor> value) => _modules.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Module<Tensor, Tensor>>> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override IEnumerable<ModuleEntry> Entries() => _modules.Select(entry => new ModuleEntry(entry.Key, entry.Value));

    internal override bool TryReplace(string name, object value)
    {
        if (!_modules.ContainsKey(name) || value is not Module<Tensor, Tensor> module)
        {
            return false;
        }

        _modules[name] = module;
        return true;
    }
}
