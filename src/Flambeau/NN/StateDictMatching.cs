using Flambeau.Serialization;

namespace Flambeau.NN;

/// <summary>Compares a state dict with a module before anything is written.</summary>
internal sealed class StateDictMatching
{
    private readonly List<(Tensor Target, Tensor Source)> _pairs = [];

    public StateDictMatching(Module module, StateDict source)
    {
        var loaded = new List<string>();
        var missing = new List<(string Key, Shape Shape)>();
        var mismatched = new List<ShapeMismatch>();
        var optional = OptionalKeys(module, source);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, target) in Targets(module))
        {
            known.Add(key);
            if (!source.TryGetValue(key, out var value))
            {
                if (!optional.Contains(key))
                {
                    missing.Add((key, target.Shape));
                }
            }
            else if (value.Shape != target.Shape)
            {
                mismatched.Add(new ShapeMismatch(key, value.Shape, target.Shape));
            }
            else
            {
                loaded.Add(key);
                _pairs.Add((target, value));
            }
        }

        var unexpected = source.Where(entry => !known.Contains(entry.Key)).ToList();
        Result = new LoadResult
        {
            Loaded = loaded,
            Missing = [.. missing.Select(entry => entry.Key)],
            Unexpected = [.. unexpected.Select(entry => entry.Key)],
            Mismatched = mismatched,
            LikelyRenames = KeyRenames.Find([.. unexpected.Select(entry => (entry.Key, entry.Value.Shape))], missing),
        };
    }

    /// <summary>What fits and what does not.</summary>
    public LoadResult Result { get; }

    /// <summary>Writes all values that fit.</summary>
    public void Copy()
    {
        using (GradMode.NoGrad())
        {
            foreach (var (target, source) in _pairs)
            {
                // a source that is a view of its own target has the right values already
                target.CopyFrom(source);
            }
        }
    }

    private static IEnumerable<(string Key, Tensor Target)> Targets(Module module) =>
        module.NamedParameters(removeDuplicate: false).Select(entry => (entry.Name, (Tensor)entry.Parameter))
            .Concat(module.NamedBuffers(removeDuplicate: false).Where(entry => entry.Buffer.Persistent).Select(entry => (entry.Name, (Tensor)entry.Buffer)));

    private static HashSet<string> OptionalKeys(Module root, StateDict source)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, module) in root.NamedModules(removeDuplicate: false))
        {
            long? version = source.Metadata.TryGetValue(path, out object? entry) && entry is ValueDict dict
                && dict.TryGetValue("version", out object? number) && number is long value
                    ? value
                    : null;
            keys.UnionWith(module.KeysAbsentBefore(version).Select(name => path.Length == 0 ? name : $"{path}.{name}"));
        }

        return keys;
    }
}
