namespace Flambeau.Serialization;

/// <summary>
/// Compares numbers that a file chooses. Their own hash codes are no secret, so that a file could choose thousands
/// that fall together and make each look-up a search; these depend on a seed of the process.
/// </summary>
internal sealed class SeededComparer : IEqualityComparer<uint>, IEqualityComparer<long>
{
    /// <summary>The only instance: the comparer has no state.</summary>
    public static readonly SeededComparer Instance = new();

    private SeededComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals(uint x, uint y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(uint obj) => HashCode.Combine(obj);

    /// <inheritdoc/>
    public bool Equals(long x, long y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(long obj) => HashCode.Combine((int)obj, (int)(obj >> 32));
}
