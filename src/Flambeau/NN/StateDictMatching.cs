using Flambeau.Serialization;

namespace Flambeau.NN;

/// <summary>Compares a state dict with a module before anything is written, then writes everything at once.</summary>
internal sealed class StateDictMatching
{
    private readonly LoadOptions _options;
    private readonly StateDictSelection _selection;
    private readonly Dictionary<Tensor, (string Key, Tensor Source)> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _loaded = [];
    private readonly List<(string Key, Tensor Target)> _absent = [];
    private readonly List<ShapeMismatch> _mismatched = [];
    private readonly List<DTypeDifference> _converted = [];
    private readonly List<DTypeDifference> _unconverted = [];
    private readonly List<(string First, string Second)> _conflicts = [];

    public StateDictMatching(Module module, StateDict source, LoadOptions options)
    {
        _options = options;
        _selection = new StateDictSelection(source, options);
        (string Key, Tensor Target)[] targets = [.. Targets(module)];
        _selection.CheckPatterns(targets.Select(entry => entry.Key));
        foreach (var (key, target) in targets.Where(entry => _selection.Wants(entry.Key)))
        {
            Match(key, target);
        }

        var known = targets.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var optional = OptionalKeys(module);
        List<(string Key, Shape Shape)> missing =
            [.. _absent.Where(entry => !_sources.ContainsKey(entry.Target) && !optional.Contains(entry.Key)).Select(entry => (entry.Key, entry.Target.Shape))];
        List<(string Key, Shape Shape)> unexpected =
            [.. _selection.Entries.Where(entry => _selection.Wants(entry.Key) && !known.Contains(entry.Key)).Select(entry => (entry.Key, entry.Value.Shape))];
        Result = new LoadResult
        {
            Loaded = _loaded,
            Missing = [.. missing.Select(entry => entry.Key)],
            Unexpected = [.. unexpected.Select(entry => entry.Key)],
            Mismatched = _mismatched,
            Converted = _converted,
            Unconverted = _unconverted,
            Unused = [.. _selection.Entries.Keys.Where(key => !_selection.Wants(key))],
            TiedConflicts = _conflicts,
            LikelyRenames = KeyRenames.Find(unexpected, missing),
        };
    }

    /// <summary>What fits and what does not.</summary>
    public LoadResult Result { get; }

    /// <summary>True when the options forbid to load what fits.</summary>
    public bool IsRefused => (_options.Strict && !Result.HasAllKeys) || (!_options.SkipMismatched && !Result.AllFit);

    /// <summary>Writes all values that fit. Whatever can fail does so before the first one is written.</summary>
    public void Write()
    {
        using var scope = GradMode.NoGrad();
        var memory = _sources.Keys.Select(target => target.Storage).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        List<(Tensor Target, Tensor Source)> ready = [.. _sources.Select(pair => (pair.Key, Ready(pair.Value.Key, pair.Key, pair.Value.Source, memory)))];
        foreach (var (target, source) in ready)
        {
            if (_options.Assign || source.DType != target.DType)
            {
                // a gradient of the old type would not fit any more
                target.Grad = source.DType == target.DType ? target.Grad : null;
                target.SetData(source);
                target.MarkWritten();
            }
            else
            {
                target.CopyFrom(source);
            }
        }
    }

    private void Match(string key, Tensor target)
    {
        if (!_selection.Entries.TryGetValue(key, out var value))
        {
            _absent.Add((key, target));
            return;
        }

        if (value.Shape != target.Shape)
        {
            _mismatched.Add(new ShapeMismatch(key, value.Shape, target.Shape));
            return;
        }

        if (value.DType != target.DType)
        {
            var difference = new DTypeDifference(key, value.DType, target.DType);
            bool isRefused = _options.Conversion == DTypeConversion.Refuse
                || (_options.Conversion == DTypeConversion.Lossless && !difference.IsLossless);
            (isRefused ? _unconverted : _converted).Add(difference);
            if (isRefused)
            {
                return;
            }
        }

        if (_sources.TryGetValue(target, out var first) && !IsSameView(first.Source, value) && !first.Source.Equal(value.To(first.Source.DType)))
        {
            _conflicts.Add((first.Key, key));
        }

        _loaded.Add(key);
        _sources[target] = (key, value);
    }

    // the values in the form in which they are written; nothing that follows can fail
    private Tensor Ready(string key, Tensor target, Tensor source, HashSet<object> written)
    {
        if (target.Storage.Filled.IsReturned || source.Storage.Filled.IsReturned)
        {
            throw new ObjectDisposedException(key, $"LoadStateDict: the memory of {key} was disposed; nothing was loaded.");
        }

        var values = _options.Conversion == DTypeConversion.ToStateDict ? source : source.To(target.DType);
        if (_options.Assign || !ReferenceEquals(values, source))
        {
            return values;
        }

        // a state dict may hold the module's own memory, under other names too, which writing would change before it is read
        bool isOverwritten = written.Contains(source.Storage) && !IsSameView(source, target);
        return isOverwritten || source.DType != target.DType ? source.Detach().Clone() : source;
    }

    private static bool IsSameView(Tensor a, Tensor b) =>
        ReferenceEquals(a.Storage, b.Storage) && a.StorageOffset == b.StorageOffset && a.DType == b.DType && a.Strides.SequenceEqual(b.Strides);

    // in the order of a state dict, tied tensors under each of their names
    private static IEnumerable<(string Key, Tensor Target)> Targets(Module root) =>
        from entry in root.NamedModules(removeDuplicate: false)
        from member in entry.Module.Entries()
        where member.Value is Parameter or Buffer { Persistent: true }
        select (entry.Name.Length == 0 ? member.Name : $"{entry.Name}.{member.Name}", (Tensor)member.Value!);

    private HashSet<string> OptionalKeys(Module root)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, module) in root.NamedModules(removeDuplicate: false))
        {
            long? version = _selection.Versions.TryGetValue(path, out long number) ? number : null;
            keys.UnionWith(module.KeysAbsentBefore(version).Select(name => path.Length == 0 ? name : $"{path}.{name}"));
        }

        return keys;
    }
}
