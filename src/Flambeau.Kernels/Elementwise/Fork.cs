namespace Flambeau.Kernels;

/// <summary>The one place where the loops of these folders are split.</summary>
internal static class Fork
{
    /// <summary>Runs a body over the range of items.</summary>
    public static void For(int items, long costPerItem, Action<int, int> body)
    {
        _ = costPerItem;
        if (items > 0)
        {
            body(0, items);
        }
    }
}
