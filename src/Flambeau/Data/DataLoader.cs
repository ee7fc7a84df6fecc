namespace Flambeau.Data;

/// <summary>
/// Batches of images and labels, or of inputs and targets, one epoch per enumeration
/// (<c>torch.utils.data.DataLoader</c>): <c>foreach (var (images, labels) in loader)</c>.
/// </summary>
public sealed class DataLoader : DataLoader<(Tensor Images, Tensor Labels)>
{
    /// <summary>Batches of labelled images: images [n, *], labels [n], int64.</summary>
    /// <inheritdoc cref="DataLoader{TBatch}(int, Func{int[], TBatch}, int, bool, bool, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Image, long Label)> dataset,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int prefetch = 0,
        Generator? generator = null)
        : base(
            CountOf(dataset),
            indices => Collate.Labelled(Take(dataset, indices)),
            batchSize,
            shuffle,
            dropLast,
            prefetch,
            generator)
    {
    }

    /// <summary>Batches of inputs and targets: both [n, *].</summary>
    /// <inheritdoc cref="DataLoader{TBatch}(int, Func{int[], TBatch}, int, bool, bool, int, Generator?)"/>
    public DataLoader(
        IDataset<(Tensor Input, Tensor Target)> dataset,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int prefetch = 0,
        Generator? generator = null)
        : base(
            CountOf(dataset),
            indices => Collate.Pairs(Take(dataset, indices)),
            batchSize,
            shuffle,
            dropLast,
            prefetch,
            generator)
    {
    }

    /// <summary>Batches that a delegate makes of the samples.</summary>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="collate">Makes a batch of its samples; see <see cref="Collate"/>.</param>
    /// <param name="batchSize">The number of samples per batch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <param name="prefetch">How many batches are prepared ahead on a background thread; 0 prepares each when it is
    /// asked for.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the batch size is not
    /// positive.</exception>
    public static DataLoader<TBatch> Of<T, TBatch>(
        IDataset<T> dataset,
        Func<IReadOnlyList<T>, TBatch> collate,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int prefetch = 0,
        Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(collate);
        return new(
            CountOf(dataset),
            indices => collate(Take(dataset, indices)),
            batchSize,
            shuffle,
            dropLast,
            prefetch,
            generator);
    }

    private static int CountOf<T>(IDataset<T> dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Count;
    }
}
