namespace Flambeau.Data;

/// <summary>Chosen samples of another data set, in the order given (<c>torch.utils.data.Subset</c>).</summary>
/// <typeparam name="T">What one sample is.</typeparam>
public sealed class Subset<T> : IDataset<T>, INamedSamples
{
    private readonly int[] _indices;

    /// <summary>The samples of <paramref name="dataset"/> with the given numbers; a number may come twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The data set has no such sample.</exception>
    public Subset(IDataset<T> dataset, params ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (int index in indices)
        {
            Samples.CheckIndex(nameof(Subset<>), index, dataset.Count);
        }

        Dataset = dataset;
        _indices = indices.ToArray();
    }

    /// <summary>The data set the samples come from.</summary>
    public IDataset<T> Dataset { get; }

    /// <summary>The numbers of the samples in <see cref="Dataset"/>.</summary>
    public IReadOnlyList<int> Indices => _indices;

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            Samples.CheckIndex(nameof(Subset<>), index, Count);
            return Dataset[_indices[index]];
        }
    }

    /// <inheritdoc/>
    public string? NameOf(int index) => (Dataset as INamedSamples)?.NameOf(_indices[index]);
}
