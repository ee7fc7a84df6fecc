namespace Flambeau.Serialization;

/// <summary>What the header says of one tensor; positions count from the end of the header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Sizes">The sizes of its dimensions.</param>
/// <param name="Begin">Where its bytes begin.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafeTensorsItem(string Name, ElementType Type, long[] Sizes, long Begin, long End)
{
    /// <summary>Row-major strides.</summary>
    public long[] Strides()
    {
        long[] strides = new long[Sizes.Length];
        long step = 1;
        for (int i = Sizes.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(1, Sizes[i]);
        }

        return strides;
    }
}
