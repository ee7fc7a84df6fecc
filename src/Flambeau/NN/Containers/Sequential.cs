using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Flambeau.NN;

/// <summary>
/// Modules that run one after the other (<c>torch.nn.Sequential</c>); each is named by its position unless it was given a name.
/// </summary>
public sealed class Sequential : Module<Tensor, Tensor>, IReadOnlyList<Module<Tensor, Tensor>>
{
    private readonly List<(string Name, Module<Tensor, Tensor> Module)> _modules = [];

    /// <summary>The modules, named 0, 1, 2, ...; a sequence among them stays one module.</summary>
    [OverloadResolutionPriority(1)] // a Sequential is also an enumerable of modules, and would be taken apart
    public Sequential(params ReadOnlySpan<Module<Tensor, Tensor>> modules)
    {
        foreach (var module in modules)
        {
            Add(module);
        }
    }

    /// <summary>The modules, named 0, 1, 2, ...</summary>
    public Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        // one sequence given alone is a module, as in PyTorch, although it is a list of modules too
        foreach (var module in modules is Module<Tensor, Tensor> single ? [single] : modules)
        {
            Add(module);
        }
    }

    /// <summary>Modules with names (PyTorch's <c>OrderedDict</c>).</summary>
    /// <exception cref="ArgumentException">A name is empty, holds a dot, or is given twice.</exception>
    public Sequential(params IEnumerable<(string Name, Module<Tensor, Tensor> Module)> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var (name, module) in modules)
        {
            Add(name, module);
        }
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a position; may be replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Module<Tensor, Tensor> this[int index]
    {
        get => _modules[index].Module;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _modules[index] = (_modules[index].Name, value);
        }
    }

    /// <summary>The modules of a range as a new container of the same modules, which keep their names.</summary>
    public Sequential this[Range range] => new(_modules[range]);

    /// <summary>Adds a module at the end (<c>append</c>).</summary>
    public Sequential Append(Module<Tensor, Tensor> module)
    {
        Add(module);
        return this;
    }

    /// <summary>Adds all modules of a sequence at the end (<c>extend</c>).</summary>
    public Sequential Extend(IEnumerable<Module<Tensor, Tensor>> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);

        // a sequence that is extended by itself must not grow while it is read
        foreach (var module in modules.ToArray())
        {
            Add(module);
        }

        return this;
    }

    /// <summary>Adds a module at the end; lets a collection initialiser be written.</summary>
    public void Add(Module<Tensor, Tensor> module) => Add(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    /// <summary>Adds a module with a name at the end (<c>add_module</c>).</summary>
    /// <exception cref="ArgumentException">The name is empty, holds a dot, or is in use.</exception>
    public void Add(string name, Module<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        ChildNames.Check(nameof(Sequential), name, _modules.Exists(entry => entry.Name == name));
        _modules.Add((name, module));
    }

    /// <summary>Puts a module before the one at a position; the later ones are named anew (<c>insert</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Sequential Insert(int index, Module<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _modules.Insert(index, ("", module));
        Renumber();
        return this;
    }

    /// <summary>Takes the module at a position out; the later ones are named anew (<c>pop</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Module<Tensor, Tensor> RemoveAt(int index)
    {
        var removed = _modules[index].Module;
        _modules.RemoveAt(index);
        Renumber();
        return removed;
    }

    /// <inheritdoc/>
    public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => _modules.Select(entry => entry.Module).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Run(input, _modules.Count);

    /// <summary>The first layers alone.</summary>
    internal Tensor Run(Tensor input, int count)
    {
        for (int at = 0; at < count;)
        {
            var (second, third) = (Module(at + 1, count), Module(at + 2, count));
            (input, int taken) = LayerFusion.Run(_modules[at].Module, second, third, input);
            at += taken;
        }

        return input;
    }

    internal override IEnumerable<ModuleEntry> Entries() => _modules.Select(entry => new ModuleEntry(entry.Name, entry.Module));

    internal override bool TryReplace(string name, object value)
    {
        int index = _modules.FindIndex(entry => entry.Name == name);
        if (index < 0 || value is not Module<Tensor, Tensor> module)
        {
            return false;
        }

        _modules[index] = (name, module);
        return true;
    }

    private Module<Tensor, Tensor>? Module(int index, int count) => index < count ? _modules[index].Module : null;

    private void Renumber()
    {
        for (int i = 0; i < _modules.Count; i++)
        {
            _modules[i] = (i.ToString(CultureInfo.InvariantCulture), _modules[i].Module);
        }
    }
}
