namespace Flambeau.Kernels;

/// <summary>
/// One long row, shared by threads: it is cut into blocks at fixed places, and their results are joined in order.
/// </summary>
internal static class RowBlocks
{
    /// <summary>The elements of a block; a row of no more is left whole.</summary>
    public const int Size = 65536;

    /// <summary>Runs a body (first element, count) on every block.</summary>
    public static void For(int n, Action<int, int> body) =>
        Workers.For(Count(n), Size, (from, to) =>
        {
            for (int b = from; b < to; b++)
            {
                body(b * Size, Math.Min(Size, n - (b * Size)));
            }

            Streaming.Fence();
        });

    /// <summary>Joins the results of a body (first element, count) on every block; there is at least one.</summary>
    public static TResult Fold<TResult>(int n, Func<int, int, TResult> body, Func<TResult, TResult, TResult> join)
    {
        var results = new TResult[Count(n)];
        For(n, (first, count) => results[first / Size] = body(first, count));
        TResult result = results[0];
        for (int b = 1; b < results.Length; b++)
        {
            result = join(result, results[b]);
        }

        return result;
    }

    /// <summary>The sum of the results of a body (first element, count) on every block.</summary>
    public static double Sum(int n, Func<int, int, double> body) => Fold(n, body, (earlier, later) => earlier + later);

    private static int Count(int n) => ((n - 1) / Size) + 1;
}
