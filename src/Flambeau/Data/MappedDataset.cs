namespace Flambeau.Data;

/// <summary>The samples of another data set, each sent through a function when it is asked for.</summary>
internal sealed class MappedDataset<T, TResult>(IDataset<T> dataset, Func<T, TResult> map)
    : IDataset<TResult>, INamedSamples
{
    public int Count => dataset.Count;

    public TResult this[int index] => map(dataset[index]);

    public string? NameOf(int index) => (dataset as INamedSamples)?.NameOf(index);
}
