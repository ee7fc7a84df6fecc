using System.Collections;
using System.Runtime.CompilerServices;

namespace Flambeau.Data;

/// <summary>
/// The batches of a data set, one epoch per enumeration (<c>torch.utils.data.DataLoader</c>). The order of samples is
/// the one PyTorch draws: each epoch draws a base seed, then, with shuffling, the order.
/// </summary>
/// <remarks>
/// Without workers, samples are made on the consumer's thread when their batch is asked for, and random transforms draw
/// from <see cref="Generator.Default"/> as in PyTorch. With workers, <see cref="Generator.Default"/> is on each worker
/// thread a generator of the batch, seeded with the epoch's base seed plus the batch's number: the samples are the same
/// for any number of workers. Leave the generator of random transforms out then; one that workers share is drawn from
/// in an order that varies.
/// </remarks>
/// <typeparam name="TBatch">What one batch is, for instance <c>(Tensor Images, Tensor Labels)</c>.</typeparam>
public class DataLoader<TBatch> : IReadOnlyCollection<TBatch>
{
    private readonly Func<int[], CancellationToken, TBatch> _fetch;
    private readonly IReadOnlyCollection<int[]> _batches;
    private readonly Generator? _generator;
    private readonly int _numWorkers;
    private readonly int _prefetchFactor;

    /// <summary>Batches that a function makes of the numbers of their samples.</summary>
    /// <param name="sampleCount">The number of samples.</param>
    /// <param name="fetch">Makes the batch of the samples with the given numbers; with several workers it runs on
    /// several threads at once.</param>
    /// <param name="batchSize">The number of samples per batch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <param name="numWorkers">How many threads prepare batches ahead; 0 prepares each when it is asked for.</param>
    /// <param name="prefetchFactor">How many batches are prepared ahead per worker.</param>
    /// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the batch size or the prefetch factor is
    /// not positive.</exception>
    public DataLoader(
        int sampleCount,
        Func<int[], TBatch> fetch,
        int batchSize = 1,
        bool shuffle = false,
        bool dropLast = false,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : this(
            Cancellable(fetch),
            InBatches(sampleCount, batchSize, shuffle, dropLast, generator),
            numWorkers,
            prefetchFactor,
            generator)
    {
    }

    /// <summary>Batches of the samples that a batch sampler chooses.</summary>
    /// <param name="batchSampler">The numbers of the samples, batch by batch, such as a <see cref="BatchSampler"/>;
    /// enumerated once per epoch, on the consumer's thread.</param>
    /// <param name="fetch">Makes the batch of the samples with the given numbers; with several workers it runs on
    /// several threads at once.</param>
    /// <param name="numWorkers">How many threads prepare batches ahead; 0 prepares each when it is asked for.</param>
    /// <param name="prefetchFactor">How many batches are prepared ahead per worker.</param>
    /// <param name="generator">Where the base seed comes from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of workers is negative, or the prefetch factor is not
    /// positive.</exception>
    public DataLoader(
        IReadOnlyCollection<int[]> batchSampler,
        Func<int[], TBatch> fetch,
        int numWorkers = 0,
        int prefetchFactor = 2,
        Generator? generator = null)
        : this(Cancellable(fetch), batchSampler, numWorkers, prefetchFactor, generator)
    {
    }

    internal DataLoader(
        Func<int[], CancellationToken, TBatch> fetch,
        IReadOnlyCollection<int[]> batchSampler,
        int numWorkers,
        int prefetchFactor,
        Generator? generator)
    {
        ArgumentNullException.ThrowIfNull(batchSampler);
        ArgumentOutOfRangeException.ThrowIfNegative(numWorkers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(prefetchFactor);
        _fetch = fetch;
        _batches = batchSampler;
        _numWorkers = numWorkers;
        _prefetchFactor = prefetchFactor;
        _generator = generator;
    }

    /// <summary>The number of batches of an epoch (<c>len(loader)</c>).</summary>
    public int Count => _batches.Count;

    /// <summary>Starts an epoch; leaving the loop early ends the workers.</summary>
    public IEnumerator<TBatch> GetEnumerator() => Batches(CancellationToken.None).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>An epoch that can be cancelled; leaving the loop ends the workers.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; thrown by the enumeration.</exception>
    public IEnumerable<TBatch> Batches(CancellationToken cancellationToken)
    {
        long seed = Sampler.DrawSeed(_generator);
        if (_numWorkers == 0)
        {
            foreach (int[] batch in _batches)
            {
                yield return _fetch(batch, cancellationToken);
            }

            yield break;
        }

        using var epoch = Start(seed);
        while (epoch.TryNext(out var batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return batch.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
    }

    /// <summary>
    /// An epoch for <c>await foreach</c>: the consumer's thread is free while a worker makes the next batch. Without
    /// workers the batches are made on the consumer's thread.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; thrown by the enumeration.</exception>
    public async IAsyncEnumerable<TBatch> BatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_numWorkers == 0)
        {
            foreach (var batch in Batches(cancellationToken))
            {
                yield return batch;
            }

            yield break;
        }

        var epoch = Start(Sampler.DrawSeed(_generator));
        try
        {
            while (epoch.TryNext(out var batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return await batch.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await epoch.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The batches of a data set in order or in random order.</summary>
    private protected static BatchSampler InBatches(
        int sampleCount, int batchSize, bool shuffle, bool dropLast, Generator? generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        Sampler sampler = shuffle
            ? new RandomSampler(sampleCount, generator: generator)
            : new SequentialSampler(sampleCount);
        return new BatchSampler(sampler, batchSize, dropLast);
    }

    private static Func<int[], CancellationToken, TBatch> Cancellable(Func<int[], TBatch> fetch)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        return (indices, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            return fetch(indices);
        };
    }

    private Epoch<TBatch> Start(long seed) =>
        new(_batches, seed, _numWorkers, Math.Max(1, _numWorkers * _prefetchFactor), _fetch);
}
