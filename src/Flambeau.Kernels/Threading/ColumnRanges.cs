namespace Flambeau.Kernels;

/// <summary>Shares out columns of equal groups of rows: each thread walks all rows of a group in order, over columns of its own.</summary>
/// <remarks>No two threads touch one column, so what is summed down a column is summed in the same order by any number of threads.</remarks>
internal static class ColumnRanges
{
    // Four cache lines of floats. Narrower, rows cost more than what threads share of them: 64 columns of an embedding's gradient
    // took 1.3 of the time on two threads, 256 took 0.8.
    private const int Block = 64;

    /// <summary>Runs <paramref name="body"/>(group, from, to) over column ranges that cover each group once.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <param name="columns">The number of columns of a group.</param>
    /// <param name="rows">About how many elements a column has.</param>
    /// <param name="body">The work on neighbouring columns of one group.</param>
    public static void For(int groups, int columns, long rows, Action<int, int, int> body)
    {
        if (groups == 0 || columns == 0)
        {
            return;
        }

        // Each piece walks the rows once more, so there are no more pieces than give every thread one.
        int blocks = (columns + Block - 1) / Block, pieces = Math.Min(blocks, (Workers.Count + groups - 1) / groups);
        Workers.For(groups * pieces, rows * (columns / pieces), (first, last) =>
        {
            for (int item = first; item < last;)
            {
                (int group, int piece) = Math.DivRem(item, pieces);
                int end = Math.Min(pieces, piece + last - item);
                body(group, Cut(piece), Cut(end));
                item += end - piece;
            }
        });

        int Cut(int piece) => (int)Math.Min(columns, (long)blocks * piece / pieces * Block);
    }
}
