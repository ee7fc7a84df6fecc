namespace Flambeau.NN;

/// <summary>Guesses which unexpected key of a state dict is which missing key of a module under another name.</summary>
internal static class KeyRenames
{
    // a typing error or a plural; more would take a weight for a bias
    private const int LargestDistance = 2;

    // how many candidates are compared letter by letter, so that thousands of keys take no time
    private const int Compared = 32;

    /// <summary>Pairs of keys with equal shapes, by the longest common ending first, then by small differences in spelling.</summary>
    public static IReadOnlyList<(string From, string To)> Find(
        IReadOnlyList<(string Key, Shape Shape)> unexpected, IReadOnlyList<(string Key, Shape Shape)> missing)
    {
        if (unexpected.Count == 0 || missing.Count == 0)
        {
            return [];
        }

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var from = unexpected.ToList();
        var to = missing.ToList();
        for (int parts = to.Max(entry => entry.Key.AsSpan().Count('.')) + 1; parts > 0; parts--)
        {
            Pair(from, to, key => Ending(key, parts), int.MaxValue, pairs);
        }

        Pair(from, to, _ => "", LargestDistance, pairs);
        return [.. unexpected.Where(entry => pairs.ContainsKey(entry.Key)).Select(entry => (entry.Key, pairs[entry.Key]))];
    }

    /// <summary>The prefix that all pairs, at least two, drop; else null.</summary>
    public static string? CommonPrefix(IReadOnlyList<(string From, string To)> renames)
    {
        if (renames.Count < 2 || renames[0].From.Length <= renames[0].To.Length)
        {
            return null;
        }

        string prefix = renames[0].From[..^renames[0].To.Length];
        return renames.All(pair => pair.From == prefix + pair.To) ? prefix : null;
    }

    // takes the pairs of keys with one shape and one class, nearest first, out of both lists
    private static void Pair(
        List<(string Key, Shape Shape)> from,
        List<(string Key, Shape Shape)> to,
        Func<string, string?> classOf,
        int limit,
        Dictionary<string, string> pairs)
    {
        var candidates = to.Where(entry => classOf(entry.Key) is not null)
            .GroupBy(entry => (classOf(entry.Key), entry.Shape))
            .ToDictionary(group => group.Key, group => group.Select(entry => entry.Key).ToList());
        var taken = new HashSet<string>(StringComparer.Ordinal);
        from.RemoveAll(entry =>
        {
            if (classOf(entry.Key) is not { } name || !candidates.TryGetValue((name, entry.Shape), out var open) || Best(entry.Key, open, limit) is not { } best)
            {
                return false;
            }

            open.Remove(best);
            taken.Add(best);
            pairs.Add(entry.Key, best);
            return true;
        });
        to.RemoveAll(entry => taken.Contains(entry.Key));
    }

    private static string? Best(string key, List<string> open, int limit)
    {
        string? best = open.Count == 1 && limit == int.MaxValue ? open[0] : null;
        int least = limit == int.MaxValue ? int.MaxValue - 1 : limit;
        foreach (string candidate in best is null ? open.Take(Compared) : [])
        {
            int distance = EditDistance.Between(key, candidate, least);
            if (distance < least || (best is null && distance == least))
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    // the last dotted parts of a key, or null when it has fewer: weight must not be taken for bias
    private static string? Ending(string key, int parts)
    {
        int at = key.Length;
        for (int i = 0; i < parts; i++)
        {
            if (at <= 0)
            {
                return null;
            }

            at = key.LastIndexOf('.', at - 1);
        }

        return key[(at + 1)..];
    }
}
