using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Flambeau.NN;

/// <summary>Modules in a list, named by position (<c>torch.nn.ModuleList</c>); what runs them is up to their owner.</summary>
/// <typeparam name="T">The type of the modules.</typeparam>
public class ModuleList<T> : Module, IReadOnlyList<T>
    where T : Module
{
    private readonly List<T> _modules = [];

    /// <summary>A list of the given modules; a container among them stays one module.</summary>
    [OverloadResolutionPriority(1)] // a container is also an enumerable of modules, and would be taken apart
    public ModuleList(params ReadOnlySpan<T> modules)
    {
        foreach (var module in modules)
        {
            Add(module);
        }
    }

    /// <summary>A list of the given modules.</summary>
    public ModuleList(IEnumerable<T> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        Extend(modules);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a position; may be replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public T this[int index]
    {
        get => _modules[index];
        set => _modules[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Adds a module at the end; lets a collection initialiser be written.</summary>
    public void Add(T module) => _modules.Add(module ?? throw new ArgumentNullException(nameof(module)));

    /// <summary>Adds a module at the end (<c>append</c>).</summary>
    public ModuleList<T> Append(T module)
    {
        Add(module);
        return this;
    }

    /// <summary>Adds modules at the end (<c>extend</c>).</summary>
    public ModuleList<T> Extend(IEnumerable<T> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var module in modules)
        {
            Add(module);
        }

        return this;
    }

    /// <summary>Puts a module before the one at a position (<c>insert</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public void Insert(int index, T module) => _modules.Insert(index, module ?? throw new ArgumentNullException(nameof(module)));

    /// <summary>Takes the module at a position out (<c>pop</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public T RemoveAt(int index)
    {
        var removed = _modules[index];
        _modules.RemoveAt(index);
        return removed;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override IEnumerable<ModuleEntry> Entries() =>
        _modules.Index().Select(entry => new ModuleEntry(entry.Index.ToString(CultureInfo.InvariantCulture), entry.Item));

    internal override bool TryReplace(string name, object value)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= Count || value is not T module)
        {
            return false;
        }

        _modules[index] = module;
        return true;
    }
}
