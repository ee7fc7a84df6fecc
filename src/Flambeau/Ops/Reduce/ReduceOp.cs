namespace Flambeau;

/// <summary>What all reductions share.</summary>
internal static class ReduceOp
{
    /// <summary>The number of elements that become one.</summary>
    public static int Count(Shape shape, bool[] mask)
    {
        int count = 1;
        for (int d = 0; d < mask.Length; d++)
        {
            count *= mask[d] ? shape[d] : 1;
        }

        return count;
    }
}
