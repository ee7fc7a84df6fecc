namespace Flambeau;

/// <content>Repetition.</content>
public partial class Tensor
{
    /// <summary>A copy repeated along every dimension; new dimensions come first (<c>Tensor.repeat</c>).</summary>
    /// <exception cref="ArgumentException">There are fewer numbers than dimensions, or one is negative.</exception>
    public Tensor Repeat(params ReadOnlySpan<int> repeats)
    {
        int added = repeats.Length - Dim;
        if (added < 0 || repeats.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentException(
                $"Repeat: there must be a number of at least 0 for every dimension, but got [{string.Join(", ", repeats.ToArray())}]. input has shape {Shape}.", nameof(repeats));
        }

        // [a, b] as [1, a, 1, b] is expanded to [n, a, m, b] and seen as [n a, m b]
        var apart = new int[repeats.Length * 2];
        var expanded = new int[repeats.Length * 2];
        var merged = new int[repeats.Length];
        for (int d = 0; d < repeats.Length; d++)
        {
            int size = d < added ? 1 : Shape[d - added];
            (apart[2 * d], apart[(2 * d) + 1]) = (1, size);
            (expanded[2 * d], expanded[(2 * d) + 1]) = (repeats[d], size);
            merged[d] = repeats[d] * size;
        }

        var result = Reshape(apart).Expand(expanded).Reshape(merged);
        return result.SharesMemoryWith(this) ? result.Clone() : result;
    }

    /// <summary>As <see cref="Repeat"/>, missing numbers in front being 1 (<c>torch.tile</c>).</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public Tensor Tile(params ReadOnlySpan<int> repeats)
    {
        int missing = Math.Max(0, Dim - repeats.Length);
        return Repeat([.. Enumerable.Repeat(1, missing), .. repeats]);
    }

    /// <summary>Every entry of a dimension, or every element, several times in a row (<c>torch.repeat_interleave</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or there is no such dimension.</exception>
    public Tensor RepeatInterleave(int repeats, int? dim = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeats);
        if (dim is null)
        {
            return Reshape(Numel).RepeatInterleave(repeats, 0);
        }

        int d = Check.Dim(nameof(RepeatInterleave), dim.Value, Shape);
        int[] expanded = [.. Shape.AsSpan()[..(d + 1)], repeats, .. Shape.AsSpan()[(d + 1)..]];
        int[] merged = Shape.ToArray();
        merged[d] *= repeats;
        return Unsqueeze(d + 1).Expand(expanded).Reshape(merged);
    }

    /// <summary>Entry i of a dimension repeats[i] times (<c>torch.repeat_interleave</c>).</summary>
    /// <exception cref="ArgumentException">There is not one number per entry.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor RepeatInterleave(Tensor repeats, int? dim = null)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        var input = dim is null ? Reshape(Numel) : this;
        int d = Check.Dim(nameof(RepeatInterleave), dim ?? 0, input.Shape);
        long[] counts = repeats.Long().ToArray<long>();
        if (counts.Length != input.Shape[d])
        {
            throw new ArgumentException(
                $"RepeatInterleave: there must be one number per entry of dimension {d}, but got {counts.Length}. input has shape {Shape}.", nameof(repeats));
        }

        int[] entries = [.. counts.SelectMany((count, i) => Enumerable.Repeat(i, (int)count))];
        return SliceMap.Select(input.Shape, d, entries).Take(input);
    }
}
