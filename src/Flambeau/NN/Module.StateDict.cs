using Flambeau.Serialization;

namespace Flambeau.NN;

/// <content>Saving and loading by name.</content>
public abstract partial class Module
{
    /// <summary>The form of this module's own entries; grows when keys are added (<c>Module._version</c>).</summary>
    protected virtual long StateVersion => 1;

    /// <summary>
    /// All parameters and persistent buffers by dotted name, in PyTorch's order (<c>Module.state_dict</c>). The tensors
    /// share the module's memory and have no history.
    /// </summary>
    /// <param name="prefix">Put before each name as it is.</param>
    public StateDict StateDict(string prefix = "")
    {
        var result = new StateDict();
        AddState(result, prefix);
        return result;
    }

    /// <summary>
    /// Copies the values of a state dict into the parameters and buffers of the same names (<c>Module.load_state_dict</c>).
    /// All or nothing: when it throws, no value has changed.
    /// </summary>
    /// <param name="stateDict">The values.</param>
    /// <param name="strict">
    /// Throw when a key is missing or unexpected, or its shape differs. Otherwise take over what fits and report the rest;
    /// unlike PyTorch, this includes keys whose shape differs.
    /// </param>
    /// <exception cref="StateDictException">Strict, and the keys or shapes do not fit.</exception>
    public LoadResult LoadStateDict(StateDict stateDict, bool strict = true) =>
        LoadStateDict(stateDict, new LoadOptions { Strict = strict, SkipMismatched = !strict });

    /// <summary>
    /// Takes over the values of a state dict as the options say. All or nothing: when it throws, no value, buffers included,
    /// has changed. Parameters and buffers stay the same objects.
    /// </summary>
    /// <param name="stateDict">The values.</param>
    /// <param name="options">What is renamed, left out, converted and allowed not to fit.</param>
    /// <exception cref="StateDictException">Keys, shapes or types do not fit and the options do not allow it.</exception>
    /// <exception cref="ArgumentException">A pattern fits nothing, or two keys get the same name.</exception>
    public LoadResult LoadStateDict(StateDict stateDict, LoadOptions options)
    {
        var matching = Match(stateDict, options);
        matching.Write();
        return matching.Result;
    }

    /// <summary>Checks a state dict, so that writing its values cannot fail.</summary>
    /// <exception cref="StateDictException">Keys, shapes or types do not fit and the options do not allow it.</exception>
    internal StateDictMatching Match(StateDict stateDict, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        ArgumentNullException.ThrowIfNull(options);
        var matching = new StateDictMatching(this, stateDict, options);
        if (matching.IsRefused)
        {
            var nothing = matching.Result with { Loaded = [], Converted = [] };
            throw new StateDictException($"LoadStateDict: the state dict does not fit {GetType().Name}; nothing was loaded.{nothing.Problems()}", nothing);
        }

        return matching;
    }

    /// <summary>Keys of this module's own entries that files of an older form lack, so that their absence is no error.</summary>
    /// <param name="version">The form of the file; null when it does not say.</param>
    internal virtual IEnumerable<string> KeysAbsentBefore(long? version) => [];

    private void AddState(StateDict result, string prefix)
    {
        result.Metadata.Add(prefix.TrimEnd('.'), new ValueDict { ["version"] = StateVersion });
        foreach (var (name, value) in Entries())
        {
            if (value is Parameter or Buffer { Persistent: true })
            {
                result[prefix + name] = ((Tensor)value).Detach();
            }
        }

        foreach (var (name, value) in Entries())
        {
            (value as Module)?.AddState(result, $"{prefix}{name}.");
        }
    }
}
