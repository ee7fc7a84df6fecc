namespace Flambeau.Data;

/// <summary>Takes samples out of data sets, so that an error says which sample it is about.</summary>
internal static class SampleReader
{
    /// <summary>The samples with the given numbers.</summary>
    /// <exception cref="SampleException">One of them cannot be made.</exception>
    /// <exception cref="OperationCanceledException">The samples are not wanted any more.</exception>
    public static T[] Take<T>(IDataset<T> dataset, int[] indices, CancellationToken stop)
    {
        var samples = new T[indices.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            samples[i] = Take(dataset, indices[i], stop);
        }

        return samples;
    }

    private static T Take<T>(IDataset<T> dataset, int index, CancellationToken stop)
    {
        try
        {
            return dataset[index];
        }
        catch (Exception e) when (e is not OutOfMemoryException
            && !(e is OperationCanceledException && stop.IsCancellationRequested))
        {
            throw new SampleException(index, NameOf(dataset, index), e);
        }
    }

    private static string? NameOf<T>(IDataset<T> dataset, int index)
    {
        try
        {
            return (dataset as INamedSamples)?.NameOf(index);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
