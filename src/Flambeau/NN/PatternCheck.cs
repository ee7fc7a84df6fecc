namespace Flambeau.NN;

/// <summary>Refuses patterns that fit nothing, which are typing errors more often than not.</summary>
internal static class PatternCheck
{
    /// <summary>Throws unless the pattern fits one of the names.</summary>
    /// <exception cref="ArgumentException">It fits none; the message gives similar names.</exception>
    public static void ThrowIfUnused(string op, PathPattern pattern, IReadOnlyCollection<string> names)
    {
        if (names.Any(pattern.IsMatch))
        {
            return;
        }

        var similar = EditDistance.Nearest(pattern.ToString(), names.SelectMany(Paths));
        string hint = similar.Count > 0
            ? $"similar: {string.Join(", ", similar)}"
            : $"there are {string.Join(", ", names.Select(name => name.Split('.')[0]).Distinct().Take(8))}";
        throw new ArgumentException($"{op}: the pattern '{pattern}' fits nothing; {hint}.", nameof(pattern));
    }

    // a name and the modules it lies in
    private static IEnumerable<string> Paths(string name)
    {
        for (int at = name.Length; at > 0; at = name.LastIndexOf('.', at - 1))
        {
            yield return name[..at];
        }
    }
}
