namespace Flambeau.Data;

/// <summary>
/// Batches of images and labels, or of inputs and targets, one epoch per enumeration
/// (<c>torch.utils.data.DataLoader</c>): <c>foreach (var (images, labels) in loader)</c>.
/// </summary>
public sealed class DataLoader : DataLoader<(Tensor Images, Tensor Labels)>
{
    /// <summary>Batches of labelled images: images [n, *], labels [n], int64.</summary>
    /// <inheritdoc cref="Of{T, TBatch}(IDataset{T}, Func{IReadOnlyList{T}, TBatch}, int, bool, bool, int, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Image, long Label)> dataset,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : this(
            dataset,
            InBatches(CountOf(dataset), batchSize, shuffle, dropLast, generator),
            numWorkers,
            prefetchFactor,
            generator)
    {
    }

    /// <summary>Batches of inputs and targets: both [n, *].</summary>
    /// <inheritdoc cref="Of{T, TBatch}(IDataset{T}, Func{IReadOnlyList{T}, TBatch}, int, bool, bool, int, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Input, Tensor Target)> dataset,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : this(
            dataset,
            InBatches(CountOf(dataset), batchSize, shuffle, dropLast, generator),
            numWorkers,
            prefetchFactor,
            generator)
    {
    }

    /// <summary>Batches of labelled images that a batch sampler chooses: images [n, *], labels [n], int64.</summary>
    /// <inheritdoc cref="Of{T, TBatch}(IDataset{T}, Func{IReadOnlyList{T}, TBatch}, IReadOnlyCollection{int[]}, int, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Image, long Label)> dataset,
        IReadOnlyCollection<int[]> batchSampler,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : base(Fetch(dataset, Collate.Labelled), batchSampler, numWorkers, prefetchFactor, generator)
    {
    }

    /// <summary>Batches of inputs and targets that a batch sampler chooses: both [n, *].</summary>
    /// <inheritdoc cref="Of{T, TBatch}(IDataset{T}, Func{IReadOnlyList{T}, TBatch}, IReadOnlyCollection{int[]}, int, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Input, Tensor Target)> dataset,
        IReadOnlyCollection<int[]> batchSampler,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : base(Fetch(dataset, Collate.Pairs), batchSampler, numWorkers, prefetchFactor, generator)
    {
    }

    /// <summary>Batches that a delegate makes of the samples.</summary>
    /// <param name="dataset">Where the samples come from; with several workers on several threads at once.</param>
    /// <param name="collate">Makes a batch of its samples; see <see cref="Collate"/>.</param>
    /// <param name="batchSize">The number of samples per batch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <param name="numWorkers">How many threads prepare batches ahead; 0 prepares each when it is asked for.</param>
    /// <param name="prefetchFactor">How many batches are prepared ahead per worker.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the batch size or the prefetch factor is
    /// not positive.</exception>
    /// <exception cref="SampleException">A sample cannot be made; thrown by the enumeration.</exception>
    public static DataLoader<TBatch> Of<T, TBatch>(
        IDataset<T> dataset,
        Func<IReadOnlyList<T>, TBatch> collate,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
    {
        var batches = InBatches(CountOf(dataset), batchSize, shuffle, dropLast, generator);
        return Of(dataset, collate, batches, numWorkers, prefetchFactor, generator);
    }

    /// <summary>Batches that a delegate makes of the samples that a batch sampler chooses.</summary>
    /// <param name="dataset">Where the samples come from; with several workers on several threads at once.</param>
    /// <param name="collate">Makes a batch of its samples; see <see cref="Collate"/>.</param>
    /// <param name="batchSampler">The numbers of the samples, batch by batch, such as a <see cref="BatchSampler"/>;
    /// enumerated once per epoch, on the consumer's thread.</param>
    /// <param name="numWorkers">How many threads prepare batches ahead; 0 prepares each when it is asked for.</param>
    /// <param name="prefetchFactor">How many batches are prepared ahead per worker.</param>
    /// <param name="generator">Where the base seed comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of workers is negative, or the prefetch factor is not
    /// positive.</exception>
    /// <exception cref="SampleException">A sample cannot be made; thrown by the enumeration.</exception>
    public static DataLoader<TBatch> Of<T, TBatch>(
        IDataset<T> dataset,
        Func<IReadOnlyList<T>, TBatch> collate,
        IReadOnlyCollection<int[]> batchSampler,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(collate);
        return new(Fetch(dataset, collate), batchSampler, numWorkers, prefetchFactor, generator);
    }

    private static Func<int[], CancellationToken, TBatch> Fetch<T, TBatch>(
        IDataset<T> dataset, Func<IReadOnlyList<T>, TBatch> collate)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return (indices, stop) => collate(SampleReader.Take(dataset, indices, stop));
    }

    private static int CountOf<T>(IDataset<T> dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Count;
    }
}
