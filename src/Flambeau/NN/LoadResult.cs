namespace Flambeau.NN;

/// <summary>
/// What loading a state dict did and did not do (<c>Module.load_state_dict</c>'s result, and more). Keys of the state dict
/// are given as <see cref="LoadOptions"/> renamed them.
/// </summary>
public sealed record LoadResult
{
    private const int Shown = 8;

    /// <summary>The keys whose values were taken over.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>Keys of the module that the state dict lacks (<c>missing_keys</c>); a tied tensor needs one of its keys only.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Keys of the state dict that the module lacks (<c>unexpected_keys</c>).</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Keys that both have with different shapes, even if one could be broadcast; their values were not taken over.</summary>
    public required IReadOnlyList<ShapeMismatch> Mismatched { get; init; }

    /// <summary>Keys whose element types differ and whose values were taken over.</summary>
    public IReadOnlyList<DTypeDifference> Converted { get; init; } = [];

    /// <summary>Keys whose values <see cref="LoadOptions.Conversion"/> did not allow to be taken over.</summary>
    public IReadOnlyList<DTypeDifference> Unconverted { get; init; } = [];

    /// <summary>Keys of the state dict that <see cref="LoadOptions.Include"/> or <see cref="LoadOptions.Exclude"/> left out.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Pairs of keys that are one tensor in the module and have different values in the state dict; the second one's were taken.</summary>
    public IReadOnlyList<(string First, string Second)> TiedConflicts { get; init; } = [];

    /// <summary>Pairs of unexpected and missing keys that probably mean the same tensor under another name.</summary>
    public required IReadOnlyList<(string From, string To)> LikelyRenames { get; init; }

    /// <summary>True when every chosen key of either side found its counterpart.</summary>
    public bool IsComplete => HasAllKeys && AllFit;

    /// <summary>True when no chosen key is missing, unexpected or contradicted.</summary>
    internal bool HasAllKeys => Missing.Count == 0 && Unexpected.Count == 0 && TiedConflicts.Count == 0;

    /// <summary>True when no shape or type stood in the way.</summary>
    internal bool AllFit => Mismatched.Count == 0 && Unconverted.Count == 0;

    /// <summary>A report of a few lines; of long lists it shows the beginning.</summary>
    public override string ToString() =>
        $"{Loaded.Count} loaded{(IsComplete ? Unused.Count == 0 ? ": all keys matched" : ": all chosen keys matched" : "")}"
        + Problems()
        + Line("converted", Converted.Count, string.Join(", ", Converted.CountBy(entry => (entry.InStateDict, entry.InModule))
            .Select(pair => $"{pair.Value} from {pair.Key.InStateDict.TorchName} to {pair.Key.InModule.TorchName}")))
        + Line("unused", Unused);

    /// <summary>All that went wrong, each kind on a line of its own; empty when nothing did.</summary>
    internal string Problems() => string.Concat(
        Line("missing", Missing),
        Line("unexpected", Unexpected),
        Line("mismatched", Mismatched),
        Line("of another type", Unconverted),
        Line("tied with different values", [.. TiedConflicts.Select(pair => $"{pair.First} and {pair.Second}")]),
        Line("likely renames", [.. LikelyRenames.Select(pair => $"{pair.From} -> {pair.To}")]),
        KeyRenames.CommonPrefix(LikelyRenames) is { } prefix ? $"\n  hint: set LoadOptions.StripPrefix to \"{prefix}\"" : "");

    private static string Line<T>(string what, IReadOnlyList<T> entries) => Line(
        what, entries.Count, string.Join(", ", entries.Take(Shown)) + (entries.Count > Shown ? $" and {entries.Count - Shown} more" : ""));

    private static string Line(string what, int count, string text) => count == 0 ? "" : $"\n  {count} {what}: {text}";
}
