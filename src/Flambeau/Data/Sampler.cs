using System.Collections;

namespace Flambeau.Data;

/// <summary>The numbers of samples in the order of an epoch (<c>torch.utils.data.Sampler</c>).</summary>
public abstract class Sampler : IReadOnlyCollection<int>
{
    /// <summary>The number of samples of an epoch.</summary>
    public abstract int Count { get; }

    /// <summary>The numbers of an epoch; a random sampler draws when it is enumerated.</summary>
    public abstract IEnumerator<int> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A 63-bit number, as PyTorch draws seeds.</summary>
    internal static long DrawSeed(Generator? generator) =>
        Tensor.Empty([], DType.Int64).RandomInPlace(generator).Item<long>();
}
