using Flambeau.Serialization;

namespace Flambeau.NN;

/// <summary>The entries of a state dict under the names that <see cref="LoadOptions"/> give them, and which of them are wanted.</summary>
internal sealed class StateDictSelection
{
    private readonly LoadOptions _options;

    /// <summary>Renames all keys.</summary>
    /// <exception cref="ArgumentException">Two keys get the same name.</exception>
    public StateDictSelection(StateDict source, LoadOptions options)
    {
        _options = options;
        var oldNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in source)
        {
            string name = Rename(key);
            if (!oldNames.TryAdd(name, key))
            {
                throw new ArgumentException($"LoadStateDict: {oldNames[name]} and {key} would both be named {name}; nothing was loaded.", nameof(options));
            }

            Entries[name] = value;
        }

        foreach (var (path, entry) in source.Metadata)
        {
            if (entry is ValueDict dict && dict.TryGetValue("version", out object? number) && number is long version)
            {
                Versions[RenameModule((string)path)] = version;
            }
        }
    }

    /// <summary>The tensors by their new names, unwanted ones included.</summary>
    public StateDict Entries { get; } = new();

    /// <summary>The forms of modules' entries by the modules' new paths.</summary>
    public Dictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>True when options do not leave the key out.</summary>
    public bool Wants(string key) =>
        (_options.Include.Count == 0 || _options.Include.Any(pattern => pattern.IsMatch(key)))
        && !_options.Exclude.Any(pattern => pattern.IsMatch(key));

    /// <summary>Throws when a pattern fits neither a key of the state dict nor one of the module: it would silently do nothing.</summary>
    /// <exception cref="ArgumentException">A pattern fits nothing.</exception>
    public void CheckPatterns(IEnumerable<string> moduleKeys)
    {
        string[] keys = [.. Entries.Keys.Concat(moduleKeys)];
        foreach (var pattern in _options.Include.Concat(_options.Exclude))
        {
            PatternCheck.ThrowIfUnused("LoadStateDict", pattern, keys);
        }
    }

    private string Rename(string key)
    {
        if (_options.StripPrefix is { Length: > 0 } prefix && key.StartsWith(prefix, StringComparison.Ordinal))
        {
            key = key[prefix.Length..];
        }

        return _options.Renames.Aggregate(key, (name, rule) => rule.Apply(name));
    }

    // modules move as what lies in them does
    private string RenameModule(string path)
    {
        const string Member = "._";
        string name = Rename(path + Member);
        return name.EndsWith(Member, StringComparison.Ordinal) ? name[..^Member.Length] : name == Member[1..] ? "" : path;
    }
}
