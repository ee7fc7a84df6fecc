namespace Flambeau.Data;

/// <summary>
/// Which samples form which batch, with PyTorch's draws (<c>RandomSampler</c> and <c>BatchSampler</c>).
/// </summary>
internal sealed record BatchOrder(int SampleCount, int BatchSize, bool Shuffle, bool DropLast)
{
    /// <summary>The number of batches of an epoch.</summary>
    public int BatchCount => (SampleCount / BatchSize) + (!DropLast && SampleCount % BatchSize != 0 ? 1 : 0);

    /// <summary>A 63-bit number, as PyTorch draws seeds.</summary>
    public static long DrawSeed(Generator? generator) =>
        Tensor.Empty([], DType.Int64).RandomInPlace(generator).Item<long>();

    /// <summary>The numbers of the samples, batch by batch; draws when it is enumerated.</summary>
    public IEnumerable<int[]> Epoch(Generator? generator)
    {
        var source = generator ?? (Shuffle ? new Generator(DrawSeed(null)) : null);
        int[] order = Shuffle
            ? Tensor.RandPerm(SampleCount, DType.Int32, source).ToArray<int>()
            : [.. Enumerable.Range(0, SampleCount)];
        for (int batch = 0; batch < BatchCount; batch++)
        {
            int from = batch * BatchSize;
            yield return order[from..Math.Min(SampleCount, from + BatchSize)];
        }

        if (Shuffle)
        {
            // the sampler draws an order for the samples beyond the data set, of which there are none: a generator that
            // is
            // shared between epochs moves on by it
            _ = Tensor.RandPerm(SampleCount, DType.Int64, source);
        }
    }
}
