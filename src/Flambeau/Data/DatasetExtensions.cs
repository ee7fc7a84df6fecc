namespace Flambeau.Data;

/// <summary>Parts and transformations of data sets.</summary>
public static class DatasetExtensions
{
    /// <summary>
    /// Random parts of given sizes without common samples (<c>torch.utils.data.random_split</c>): one
    /// <see cref="Tensor.RandPerm"/>, cut into pieces.
    /// </summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="lengths">The parts' numbers of samples.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">The lengths are negative or do not add up to the number of
    /// samples.</exception>
    public static IReadOnlyList<Subset<T>> RandomSplit<T>(
        this IDataset<T> dataset, ReadOnlySpan<int> lengths, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        long total = 0;
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            total += length;
        }

        if (total != dataset.Count)
        {
            throw new ArgumentException(
                $"RandomSplit: the lengths must add up to the data set's {dataset.Count} samples, but "
                + $"[{string.Join(", ", lengths.ToArray())}] add up to {total}.",
                nameof(lengths));
        }

        int[] order = Tensor.RandPerm(dataset.Count, DType.Int32, generator).ToArray<int>();
        var parts = new List<Subset<T>>(lengths.Length);
        int offset = 0;
        foreach (int length in lengths)
        {
            parts.Add(new Subset<T>(dataset, order.AsSpan(offset, length)));
            offset += length;
        }

        return parts;
    }

    /// <summary>
    /// Random parts that are given fractions of the samples (<c>torch.utils.data.random_split</c>): each rounded down,
    /// and what is left goes one by one to the first parts.
    /// </summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="fractions">The parts' shares, which add up to 1.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">The fractions are negative or do not add up to 1.</exception>
    public static IReadOnlyList<Subset<T>> RandomSplit<T>(
        this IDataset<T> dataset, ReadOnlySpan<double> fractions, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        double sum = 0;
        int[] lengths = new int[fractions.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(fractions[i], nameof(fractions));
            sum += fractions[i];
            lengths[i] = (int)Math.Floor(dataset.Count * fractions[i]);
        }

        if (!(Math.Abs(sum - 1) < 1e-9))
        {
            throw new ArgumentException(
                $"RandomSplit: the fractions must add up to 1, but [{string.Join(", ", fractions.ToArray())}] add up "
                + $"to {sum}.", nameof(fractions));
        }

        int left = dataset.Count - lengths.Sum();
        for (int i = 0; i < left; i++)
        {
            lengths[i % lengths.Length]++;
        }

        return dataset.RandomSplit(lengths, generator);
    }

    /// <summary>The same samples, each sent through a function whenever it is asked for, such as a transform.</summary>
    public static IDataset<TResult> Map<T, TResult>(this IDataset<T> dataset, Func<T, TResult> map)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(map);
        return new MappedDataset<T, TResult>(dataset, map);
    }
}
