namespace Flambeau.NN;

/// <summary>
/// How <see cref="Module.LoadStateDict(Serialization.StateDict, LoadOptions)"/> takes over a state dict. Keys are first
/// renamed, <see cref="StripPrefix"/> before <see cref="Renames"/>, then chosen by <see cref="Include"/> and <see cref="Exclude"/>.
/// </summary>
public sealed record LoadOptions
{
    /// <summary>Throw when a chosen key is missing or unexpected, or two keys give one tied tensor different values.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>Leave out keys whose shape or element type does not fit, and report them, instead of throwing.</summary>
    public bool SkipMismatched { get; init; }

    /// <summary>Taken off the keys that begin with it, such as <c>module.</c>, which <c>DataParallel</c> adds.</summary>
    public string? StripPrefix { get; init; }

    /// <summary>Applied to every key, each rule to what the one before it gave.</summary>
    public IReadOnlyList<KeyRename> Renames { get; init; } = [];

    /// <summary>Only what fits one of these patterns is loaded, and only that can be missing; empty for everything.</summary>
    public IReadOnlyList<PathPattern> Include { get; init; } = [];

    /// <summary>What fits one of these patterns is neither loaded nor missing.</summary>
    public IReadOnlyList<PathPattern> Exclude { get; init; } = [];

    /// <summary>What happens to tensors of another element type.</summary>
    public DTypeConversion Conversion { get; init; }

    /// <summary>
    /// Let the module's tensors use the state dict's memory instead of copying. The <see cref="Parameter"/> and
    /// <see cref="Buffer"/> objects stay, so an optimiser that holds them goes on working; PyTorch replaces them.
    /// A tensor that is converted to the module's type is copied nevertheless.
    /// </summary>
    public bool Assign { get; init; }
}
