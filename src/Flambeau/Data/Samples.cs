namespace Flambeau.Data;

/// <summary>Checks that data sets share.</summary>
internal static class Samples
{
    /// <summary>Throws unless the index names one of <paramref name="count"/> samples.</summary>
    public static void CheckIndex(string dataset, int index, int count)
    {
        if (index < 0 || index >= count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"{dataset}: sample {index} is out of range; the data set has {count} samples.");
        }
    }
}
