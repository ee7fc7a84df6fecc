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
