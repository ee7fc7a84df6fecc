using System.Diagnostics.CodeAnalysis;

namespace Flambeau.Serialization;

/// <summary>
/// An open file of tensors, whatever its format: names, shapes and types are known, elements are read when asked for.
/// </summary>
/// <remarks>
/// Tensors do not depend on the file once they are loaded. Several threads may load at the same time. What is asked
/// for after <see cref="Dispose()"/> gives an <see cref="ObjectDisposedException"/>.
/// </remarks>
public abstract class CheckpointFile : IDisposable
{
    private readonly Dictionary<string, CheckpointEntry> _byName;
    private readonly ByteSource _source;
    private bool _isDisposed;

    private protected CheckpointFile(
        CheckpointFormat format, ByteSource source, IReadOnlyList<CheckpointEntry> entries, CheckpointOptions options)
    {
        Format = format;
        Entries = entries;
        Options = options;
        Path = source.Path;
        _source = source;
        _byName = new Dictionary<string, CheckpointEntry>(entries.Count, StringComparer.Ordinal);
        foreach (CheckpointEntry entry in entries)
        {
            if (!_byName.TryAdd(entry.Name, entry))
            {
                throw new CheckpointException($"the file holds two tensors named '{entry.Name}'");
            }
        }
    }

    /// <summary>The file's format.</summary>
    public CheckpointFormat Format { get; }

    /// <summary>The path it was opened from, or null for a stream.</summary>
    public string? Path { get; }

    /// <summary>All tensors, in the file's order.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>
    /// Facts about the file beside its values: for PyTorch's zip <c>version</c>, <c>byteorder</c> and <c>root</c>, for
    /// safetensors what is under <c>__metadata__</c>.
    /// </summary>
    public ValueDict Metadata { get; internal init; } = [];

    /// <summary>The plain values beside the tensors, such as the epoch, named like tensors.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, object?>> PlainValues => [];

    /// <summary>How the file is read.</summary>
    internal CheckpointOptions Options { get; }

    /// <summary>Finds an entry by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public CheckpointEntry this[string name] => TryGetEntry(name, out CheckpointEntry? entry)
        ? entry
        : throw new KeyNotFoundException($"The file has no tensor '{name}'; it has {Entries.Count} tensors.");

    /// <summary>Finds an entry by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="entry">The entry, or null.</param>
    public bool TryGetEntry(string name, [MaybeNullWhen(false)] out CheckpointEntry entry) =>
        _byName.TryGetValue(name, out entry);

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>
    /// A tensor of its own memory, except that tensors which share memory in the file share it here, too, as long as
    /// one of them is in use; those that PyTorch marks negated or conjugated never do.
    /// </returns>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="CheckpointException">Its elements are damaged, or of a kind that is not loaded.</exception>
    public Tensor Load(string name) => Load(this[name]);

    /// <summary>Reads one tensor; see <see cref="Load(string)"/>.</summary>
    /// <param name="entry">One of this file's <see cref="Entries"/>.</param>
    /// <exception cref="CheckpointException">Its elements are damaged, or of a kind that is not loaded.</exception>
    public Tensor Load(CheckpointEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Named(() => LoadEntry(entry, NewContext()));
    }

    /// <summary>Reads all tensors under their names in <see cref="Entries"/>.</summary>
    /// <exception cref="CheckpointException">A tensor is damaged, or of a kind that is not loaded.</exception>
    public StateDict LoadAll()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Named(ReadAll);
    }

    /// <summary>Reads the model's state dict alone; see <see cref="Checkpoint.LoadStateDict"/>.</summary>
    /// <exception cref="CheckpointException">The file holds no state dict, or is damaged.</exception>
    public StateDict LoadStateDict()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Named(ReadStateDict);
    }

    /// <summary>Reads the whole value, as <see cref="Checkpoint.Load(string, CheckpointOptions?)"/> does.</summary>
    /// <returns>The value; a second call returns the same one.</returns>
    /// <exception cref="CheckpointException">A tensor is damaged, or of a kind that is not loaded.</exception>
    public object? LoadValue()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Named(ReadValue);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the format holds open.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }

    /// <summary>The whole value; by default the tensors as a dict.</summary>
    private protected virtual object? ReadValue() => ReadAll().ToDict();

    /// <summary>The model's state dict; by default all tensors.</summary>
    private protected virtual StateDict ReadStateDict() => ReadAll();

    /// <summary>Starts counting what conversions take.</summary>
    private protected LoadContext NewContext() => new(Options, _source.Length);

    private StateDict ReadAll()
    {
        LoadContext context = NewContext();
        var all = new StateDict();
        foreach (CheckpointEntry entry in Entries)
        {
            all.Add(entry.Name, LoadEntry(entry, context));
        }

        return all;
    }

    private static Tensor LoadEntry(CheckpointEntry entry, LoadContext context)
    {
        try
        {
            return entry.Stored.Load(context);
        }
        catch (CheckpointException e)
        {
            throw entry.Name.Length == 0 ? e : e.Within($"key '{entry.Name}'");
        }
    }

    private T Named<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CheckpointException e)
        {
            throw e.In(Path);
        }
    }
}
