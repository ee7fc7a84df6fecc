namespace Flambeau.Data;

/// <summary>All samples in order (<c>torch.utils.data.SequentialSampler</c>).</summary>
/// <param name="count">The number of samples of the data set.</param>
public sealed class SequentialSampler(int count) : Sampler
{
    /// <inheritdoc/>
    public override int Count { get; } = count >= 0 ? count : throw new ArgumentOutOfRangeException(
        nameof(count), count, $"SequentialSampler: the number of samples may not be negative, but is {count}.");

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator() => Enumerable.Range(0, Count).GetEnumerator();
}
