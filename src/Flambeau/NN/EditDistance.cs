namespace Flambeau.NN;

/// <summary>How far names are from each other, for suggestions.</summary>
internal static class EditDistance
{
    /// <summary>
    /// The number of characters to insert, delete or replace (Levenshtein 1966), or more than <paramref name="limit"/>
    /// when it is more.
    /// </summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        int shared = a.CommonPrefixLength(b);
        a = a[shared..];
        b = b[shared..];
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            int least = row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
                least = Math.Min(least, row[j + 1]);
            }

            if (least > limit)
            {
                return limit + 1;
            }
        }

        return row[b.Length];
    }

    /// <summary>Up to three of the names that are nearest to another one and not far from it.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> names)
    {
        int limit = Math.Max(2, name.Length / 3);
        return [.. names.Distinct()
            .Select(candidate => (Name: candidate, Distance: Between(name, candidate, limit)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .Take(3)
            .Select(candidate => candidate.Name)];
    }
}
