namespace Flambeau;

/// <content>Taking apart; the parts are views.</content>
public partial class Tensor
{
    /// <summary>Parts of <paramref name="splitSize"/> entries of a dimension; the last may be smaller (<c>torch.split</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or there is no such dimension.</exception>
    public Tensor[] Split(int splitSize, int dim = 0)
    {
        int d = Check.Dim(nameof(Split), dim, Shape);
        RequireDims(nameof(Split));
        ArgumentOutOfRangeException.ThrowIfLessThan(splitSize, 1);
        int count = Math.Max(1, (Shape[d] + splitSize - 1) / splitSize);
        var parts = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            parts[i] = Slice(d, i * splitSize, Math.Min(Shape[d], (i + 1) * splitSize));
        }

        return parts;
    }

    /// <summary>Parts of the given numbers of entries of a dimension, which must add up to its size (<c>torch.split</c>).</summary>
    /// <exception cref="ArgumentException">The sizes do not add up to the dimension's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor[] Split(ReadOnlySpan<int> splitSizes, int dim = 0)
    {
        int d = Check.Dim(nameof(Split), dim, Shape);
        RequireDims(nameof(Split));
        int sum = 0;
        foreach (int size in splitSizes)
        {
            sum += size;
        }

        if (sum != Shape[d])
        {
            throw new ArgumentException(
                $"Split: the sizes [{string.Join(", ", splitSizes.ToArray())}] must add up to {Shape[d]}, the size of dimension {d}, but give {sum}. input has shape {Shape}.");
        }

        var parts = new Tensor[splitSizes.Length];
        int at = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Narrow(d, at, splitSizes[i]);
            at += splitSizes[i];
        }

        return parts;
    }

    /// <summary>At most <paramref name="chunks"/> equal parts of a dimension; the last may be smaller (<c>torch.chunk</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, or there is no such dimension.</exception>
    public Tensor[] Chunk(int chunks, int dim = 0)
    {
        int d = Check.Dim(nameof(Chunk), dim, Shape);
        RequireDims(nameof(Chunk));
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
        return Split(Math.Max(1, (Shape[d] + chunks - 1) / chunks), d);
    }

    /// <summary>All entries of a dimension, each without that dimension (<c>torch.unbind</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor[] Unbind(int dim = 0)
    {
        int d = Check.Dim(nameof(Unbind), dim, Shape);
        RequireDims(nameof(Unbind));
        var parts = new Tensor[Shape[d]];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Select(d, i);
        }

        return parts;
    }
}
