using System.Collections;

namespace Flambeau.Data;

/// <summary>
/// The batches of a data set, one epoch per enumeration (<c>torch.utils.data.DataLoader</c>). The order of samples is
/// the one PyTorch draws: each epoch draws a base seed, then, with shuffling, the order.
/// </summary>
/// <remarks>
/// With prefetching, samples are made on one background thread. A random transform that shares a generator with the
/// training loop then draws at moments that vary; give it a generator of its own where runs must repeat.
/// </remarks>
/// <typeparam name="TBatch">What one batch is, for instance <c>(Tensor Images, Tensor Labels)</c>.</typeparam>
public class DataLoader<TBatch> : IReadOnlyCollection<TBatch>
{
    private readonly Func<int[], TBatch> _fetch;
    private readonly BatchOrder _order;
    private readonly Generator? _generator;
    private readonly int _prefetch;

    /// <summary>Batches that a function makes of the numbers of their samples.</summary>
    /// <param name="sampleCount">The number of samples.</param>
    /// <param name="fetch">Makes the batch of the samples with the given numbers.</param>
    /// <param name="batchSize">The number of samples per batch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <param name="prefetch">How many batches are prepared ahead on a background thread; 0 prepares each when it is
    /// asked for.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the batch size is not
    /// positive.</exception>
    public DataLoader(
        int sampleCount,
        Func<int[], TBatch> fetch,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int prefetch = 0,
        Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(prefetch);
        ArgumentNullException.ThrowIfNull(fetch);
        _fetch = fetch;
        _order = new BatchOrder(sampleCount, batchSize, shuffle, dropLast);
        _prefetch = prefetch;
        _generator = generator;
    }

    /// <summary>The number of batches of an epoch (<c>len(loader)</c>).</summary>
    public int Count => _order.BatchCount;

    /// <summary>The number of samples of the data set.</summary>
    public int SampleCount => _order.SampleCount;

    /// <summary>The number of samples per batch.</summary>
    public int BatchSize => _order.BatchSize;

    /// <summary>Starts an epoch.</summary>
    public IEnumerator<TBatch> GetEnumerator()
    {
        // PyTorch seeds its workers with this number; without workers it is drawn all the same
        _ = BatchOrder.DrawSeed(_generator);
        var batches = _order.Epoch(_generator).Select(_fetch);
        return (_prefetch > 0 ? Prefetcher.Ahead(batches, _prefetch) : batches).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The samples with the given numbers.</summary>
    private protected static T[] Take<T>(IDataset<T> dataset, int[] indices) =>
        Array.ConvertAll(indices, index => dataset[index]);
}
