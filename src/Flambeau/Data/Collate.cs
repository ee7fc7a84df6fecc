namespace Flambeau.Data;

/// <summary>Makes one batch of several samples (<c>torch.utils.data.default_collate</c>).</summary>
public static class Collate
{
    /// <summary>Tensors of one shape, stacked. Result: [n, *].</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Tensors(IReadOnlyList<Tensor> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Stacked(samples, sample => sample);
    }

    /// <summary>Images and labels. Result: images [n, *] and labels [n], int64.</summary>
    /// <exception cref="ArgumentException">The shapes of the images differ.</exception>
    public static (Tensor Images, Tensor Labels) Labelled(IReadOnlyList<(Tensor Image, long Label)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        long[] labels = [.. samples.Select(sample => sample.Label)];
        return (Stacked(samples, sample => sample.Image), Tensor.From(labels, labels.Length));
    }

    /// <summary>Inputs and targets. Result: both [n, *].</summary>
    /// <exception cref="ArgumentException">The shapes of the inputs or those of the targets differ.</exception>
    public static (Tensor Inputs, Tensor Targets) Pairs(IReadOnlyList<(Tensor Input, Tensor Target)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return (Stacked(samples, sample => sample.Input), Stacked(samples, sample => sample.Target));
    }

    /// <summary>Whole numbers, such as labels. Result: [n], int64.</summary>
    public static Tensor Numbers(IReadOnlyList<long> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Tensor.From(samples.ToArray(), samples.Count);
    }

    /// <summary>Numbers. Result: [n], float64, as PyTorch collates Python's.</summary>
    public static Tensor Numbers(IReadOnlyList<double> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Tensor.From(samples.ToArray(), samples.Count);
    }

    /// <summary>Pairs, each part collated in its own way.</summary>
    /// <param name="samples">The pairs.</param>
    /// <param name="first">Collates the first parts, for instance <see cref="Tensors"/>.</param>
    /// <param name="second">Collates the second parts.</param>
    public static (TFirst First, TSecond Second) Tuples<T1, T2, TFirst, TSecond>(
        IReadOnlyList<(T1 First, T2 Second)> samples,
        Func<IReadOnlyList<T1>, TFirst> first,
        Func<IReadOnlyList<T2>, TSecond> second)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return (
            first([.. samples.Select(sample => sample.First)]),
            second([.. samples.Select(sample => sample.Second)]));
    }

    /// <summary>Triples, each part collated in its own way.</summary>
    /// <param name="samples">The triples.</param>
    /// <param name="first">Collates the first parts, for instance <see cref="Tensors"/>.</param>
    /// <param name="second">Collates the second parts.</param>
    /// <param name="third">Collates the third parts.</param>
    public static (TFirst First, TSecond Second, TThird Third) Tuples<T1, T2, T3, TFirst, TSecond, TThird>(
        IReadOnlyList<(T1 First, T2 Second, T3 Third)> samples,
        Func<IReadOnlyList<T1>, TFirst> first,
        Func<IReadOnlyList<T2>, TSecond> second,
        Func<IReadOnlyList<T3>, TThird> third)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        return (
            first([.. samples.Select(sample => sample.First)]),
            second([.. samples.Select(sample => sample.Second)]),
            third([.. samples.Select(sample => sample.Third)]));
    }

    private static Tensor Stacked<T>(IReadOnlyList<T> samples, Func<T, Tensor> part)
    {
        var tensors = new Tensor[samples.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = part(samples[i]);
            if (tensors[i].Shape != tensors[0].Shape)
            {
                throw new ArgumentException(
                    "Collate: all samples of a batch must have one shape, but sample 0 of the batch has shape "
                    + $"{tensors[0].Shape} and sample {i} has shape {tensors[i].Shape}.",
                    nameof(samples));
            }
        }

        return Tensor.Stack(tensors);
    }
}
