namespace Flambeau.Serialization;

/// <summary>A tensor that lies in a file: what is known of it before its elements are read.</summary>
internal abstract class StoredTensor
{
    private Tensor? _loaded;

    /// <summary>The type of its elements.</summary>
    public abstract ElementType Type { get; }

    /// <summary>The sizes of its dimensions.</summary>
    public abstract IReadOnlyList<long> Sizes { get; }

    /// <summary>How its elements are held.</summary>
    public abstract StoredTensorKind Kind { get; }

    /// <summary>The storages it is made of, the main one first.</summary>
    public abstract IEnumerable<DenseStoredTensor> Parts { get; }

    /// <summary>The number of elements; at most 2^63 - 1 because sizes are checked first.</summary>
    public long Numel => Sizes.Contains(0) ? 0 : Sizes.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Its sizes for messages.</summary>
    public string Shape => $"[{string.Join(", ", Sizes)}]";

    /// <summary>Reads the elements.</summary>
    /// <exception cref="CheckpointException">They are damaged, or of a kind that tensors cannot hold.</exception>
    public abstract Tensor Load(LoadContext context);

    /// <summary>Refuses tensors that no program makes, over whose dimensions a reader could go again and again.</summary>
    /// <exception cref="CheckpointException">There are more than 64 dimensions, where numpy ends, too.</exception>
    public static void CheckRank(long[] sizes)
    {
        const int MaximumRank = 64;
        if (sizes.Length > MaximumRank)
        {
            throw new CheckpointException($"a tensor has {sizes.Length} dimensions, more than {MaximumRank}");
        }
    }

    /// <summary>Whether the number of elements fits 63 bits.</summary>
    protected static bool IsCountable(long[] sizes)
    {
        Int128 count = 1;
        foreach (long size in sizes.Order())
        {
            // From the smallest on, so that a zero comes first.
            count *= size;
            if (count > long.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the elements once: a tensor that a value names twice is one tensor.</summary>
    public Tensor LoadOnce(LoadContext context) => _loaded ??= Load(context);
}
