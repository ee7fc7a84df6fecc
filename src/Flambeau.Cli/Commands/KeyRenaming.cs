using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary>New names for the entries of a state dict: a prefix less, modules and parameters called otherwise.</summary>
internal sealed class KeyRenaming
{
    private readonly string _prefix;
    private readonly (string Old, string New)[] _renames;

    /// <summary>Takes what the command line says.</summary>
    /// <param name="prefix">Text to take off every name that begins with it, or null.</param>
    /// <param name="renames">Pairs <c>old=new</c> of a full name or of a module's path, which renames all below it.</param>
    /// <exception cref="CliException">A pair has no '='.</exception>
    public KeyRenaming(string? prefix, IEnumerable<string> renames)
    {
        _prefix = prefix ?? "";
        _renames = [.. renames.Select(Parse)];
    }

    /// <summary>The same tensors and module versions under the new names.</summary>
    /// <exception cref="CliException">Two entries would have one name, or a rule fits none.</exception>
    public StateDict Apply(StateDict state)
    {
        CheckUse(state);
        var result = new StateDict();
        foreach ((string name, Tensor tensor) in state)
        {
            string renamed = Rename(name);
            if (result.ContainsKey(renamed))
            {
                throw new CliException($"'{name}' and another entry would both be called '{renamed}'.");
            }

            result.Add(renamed, tensor);
        }

        foreach ((object path, object? version) in state.Metadata)
        {
            // the root's own entry makes way for the module that becomes the root
            bool isReplaced = path is "" && _prefix.Length > 0 && state.Metadata.ContainsKey(_prefix.TrimEnd('.'));
            if (!isReplaced)
            {
                result.Metadata[path is string text && text.Length > 0 ? Rename($"{text}.").TrimEnd('.') : path] = version;
            }
        }

        return result;
    }

    private static (string Old, string New) Parse(string pair) => pair.Split('=') is [{ Length: > 0 } old, var renamed]
        ? (old, renamed)
        : throw new CliException($"--rename must be old=new, but got '{pair}'.");

    private void CheckUse(StateDict state)
    {
        if (_prefix.Length > 0 && !state.Keys.Any(name => name.StartsWith(_prefix, StringComparison.Ordinal)))
        {
            throw new CliException($"--strip-prefix {_prefix}: no name begins so; the first is '{state.Keys.FirstOrDefault()}'.");
        }

        foreach ((string old, string renamed) in _renames)
        {
            if (!state.Keys.Any(name => IsBelow(Strip(name), old)))
            {
                throw new CliException($"--rename {old}={renamed}: nothing is called so; the first name is '{state.Keys.FirstOrDefault()}'.");
            }
        }
    }

    private string Rename(string name)
    {
        string stripped = Strip(name);
        foreach ((string old, string renamed) in _renames)
        {
            if (IsBelow(stripped, old))
            {
                return (renamed + stripped[old.Length..]).TrimStart('.');
            }
        }

        return stripped;
    }

    private string Strip(string name) => name.StartsWith(_prefix, StringComparison.Ordinal) ? name[_prefix.Length..] : name;

    private static bool IsBelow(string name, string path) =>
        name.StartsWith(path, StringComparison.Ordinal) && (name.Length == path.Length || name[path.Length] == '.');
}
