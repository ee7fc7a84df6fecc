namespace Flambeau.NN;

/// <summary>Guesses which unexpected key of a state dict is which missing key of a module under another name.</summary>
internal static class KeyRenames
{
    /// <summary>Pairs of keys with equal shapes, by an added or dropped prefix first, then by the longest common ending.</summary>
    public static IReadOnlyList<(string From, string To)> Find(
        IReadOnlyList<(string Key, Shape Shape)> unexpected, IReadOnlyList<(string Key, Shape Shape)> missing)
    {
        var renames = new List<(string From, string To)>();
        var open = missing.ToList();
        foreach (var (key, shape) in unexpected)
        {
            var best = open
                .Where(candidate => candidate.Shape == shape)
                .Select(candidate => (candidate.Key, Score: CommonEnding(key, candidate.Key)))
                .Where(candidate => candidate.Score > 0)
                .OrderByDescending(candidate => candidate.Score)
                .FirstOrDefault();
            if (best.Key is not null)
            {
                renames.Add((key, best.Key));
                open.RemoveAll(candidate => candidate.Key == best.Key);
            }
        }

        return renames;
    }

    // the number of equal dotted parts at the end: weight must not be taken for bias
    private static int CommonEnding(string a, string b)
    {
        string[] left = a.Split('.');
        string[] right = b.Split('.');
        int count = 0;
        while (count < left.Length && count < right.Length && left[^(count + 1)] == right[^(count + 1)])
        {
            count++;
        }

        return count;
    }
}
