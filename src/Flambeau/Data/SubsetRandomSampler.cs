namespace Flambeau.Data;

/// <summary>
/// Chosen samples in random order (<c>torch.utils.data.SubsetRandomSampler</c>), with PyTorch's draws.
/// </summary>
/// <param name="indices">The numbers of the samples.</param>
/// <param name="generator">Where the order comes from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class SubsetRandomSampler(ReadOnlySpan<int> indices, Generator? generator = null) : Sampler
{
    private readonly int[] _indices = indices.ToArray();

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator()
    {
        foreach (int position in Tensor.RandPerm(_indices.Length, DType.Int32, generator).ToArray<int>())
        {
            yield return _indices[position];
        }
    }
}
