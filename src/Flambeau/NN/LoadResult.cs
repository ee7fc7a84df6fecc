namespace Flambeau.NN;

/// <summary>What loading a state dict did and did not do (<c>Module.load_state_dict</c>'s result, and more).</summary>
public sealed record LoadResult
{
    /// <summary>The keys whose values were taken over.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>Keys of the module that the state dict lacks (<c>missing_keys</c>).</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Keys of the state dict that the module lacks (<c>unexpected_keys</c>).</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Keys that both have with different shapes; their values were not taken over.</summary>
    public required IReadOnlyList<ShapeMismatch> Mismatched { get; init; }

    /// <summary>Pairs of unexpected and missing keys that probably mean the same tensor under another name.</summary>
    public required IReadOnlyList<(string From, string To)> LikelyRenames { get; init; }

    /// <summary>True when every key of either side found its counterpart.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && Mismatched.Count == 0;

    /// <summary>A report of a few lines.</summary>
    public override string ToString() => IsComplete
        ? $"{Loaded.Count} loaded: all keys matched"
        : $"{Loaded.Count} loaded" + Problems();

    /// <summary>All that went wrong, each kind on a line of its own; empty when nothing did.</summary>
    internal string Problems() => string.Concat(
        Line("missing", Missing),
        Line("unexpected", Unexpected),
        Line("mismatched", [.. Mismatched.Select(mismatch => mismatch.ToString())]),
        Line("likely renames", [.. LikelyRenames.Select(pair => $"{pair.From} -> {pair.To}")]));

    private static string Line(string what, IReadOnlyList<string> keys) =>
        keys.Count == 0 ? "" : $"\n  {keys.Count} {what}: {string.Join(", ", keys)}";
}
