namespace Flambeau.Data;

/// <summary>Samples that are reached by their number (<c>torch.utils.data.Dataset</c>).</summary>
/// <typeparam name="T">What one sample is, for instance <c>(Tensor Image, long Label)</c>.</typeparam>
public interface IDataset<out T>
{
    /// <summary>The number of samples.</summary>
    int Count { get; }

    /// <summary>
    /// The sample with a number from 0 to <see cref="Count"/> - 1; a random transform may make it anew each time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    T this[int index] { get; }
}
