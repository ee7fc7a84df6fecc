using System.Collections;

namespace Flambeau.Data;

/// <summary>
/// Groups the samples of a sampler into batches of one size (<c>torch.utils.data.BatchSampler</c>).
/// </summary>
public sealed class BatchSampler : IReadOnlyCollection<int[]>
{
    private readonly IReadOnlyCollection<int> _sampler;
    private readonly int _batchSize;
    private readonly bool _dropLast;

    /// <summary>Batches of the samples in the sampler's order.</summary>
    /// <param name="sampler">The numbers of the samples; enumerated once per epoch.</param>
    /// <param name="batchSize">The number of samples per batch.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not positive.</exception>
    public BatchSampler(IReadOnlyCollection<int> sampler, int batchSize, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        _sampler = sampler;
        _batchSize = batchSize;
        _dropLast = dropLast;
    }

    /// <summary>The number of batches of an epoch.</summary>
    public int Count => (_sampler.Count / _batchSize) + (!_dropLast && _sampler.Count % _batchSize != 0 ? 1 : 0);

    /// <summary>The numbers of the samples, batch by batch.</summary>
    public IEnumerator<int[]> GetEnumerator()
    {
        foreach (int[] batch in _sampler.Chunk(_batchSize))
        {
            if (batch.Length == _batchSize || !_dropLast)
            {
                yield return batch;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
