namespace Flambeau.Data;

/// <summary>Samples in random order (<c>torch.utils.data.RandomSampler</c>), with PyTorch's draws.</summary>
public sealed class RandomSampler : Sampler
{
    // PyTorch draws numbers with replacement in portions of this size
    private const int Portion = 32;

    private readonly int _sampleCount;
    private readonly bool _replacement;
    private readonly Generator? _generator;

    /// <summary>A new order for every epoch.</summary>
    /// <param name="sampleCount">The number of samples of the data set.</param>
    /// <param name="replacement">Whether a sample may come again before all have come.</param>
    /// <param name="numSamples">The number of samples of an epoch, all of them when omitted.</param>
    /// <param name="generator">Where the order comes from; when omitted, each epoch draws a seed from
    /// <see cref="Generator.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there is nothing to draw
    /// from.</exception>
    public RandomSampler(
        int sampleCount, bool replacement = false, int? numSamples = null, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        Count = numSamples ?? sampleCount;
        ArgumentOutOfRangeException.ThrowIfNegative(Count, nameof(numSamples));
        if (sampleCount == 0 && Count > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(numSamples), numSamples, "RandomSampler: an empty data set "
                + $"has no samples to draw, but {numSamples} are asked for.");
        }

        _sampleCount = sampleCount;
        _replacement = replacement;
        _generator = generator;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator()
    {
        var source = _generator ?? new Generator(DrawSeed(null));
        return (_replacement ? WithReplacement(source) : Orders(source)).GetEnumerator();
    }

    private IEnumerable<int> WithReplacement(Generator source)
    {
        for (int left = Count; left > 0; left -= Portion)
        {
            var drawn = Tensor.RandInt(_sampleCount, [Math.Min(left, Portion)], generator: source);
            foreach (long index in drawn.ToArray<long>())
            {
                yield return (int)index;
            }
        }
    }

    private IEnumerable<int> Orders(Generator source)
    {
        for (int left = Count; left >= 0 && _sampleCount > 0; left -= _sampleCount)
        {
            // an order is drawn for what remains after whole orders even where nothing remains: a generator that is
            // shared between epochs moves on by it
            int[] order = Tensor.RandPerm(_sampleCount, DType.Int32, source).ToArray<int>();
            foreach (int index in order[..Math.Min(left, order.Length)])
            {
                yield return index;
            }
        }
    }
}
