namespace Flambeau.Kernels;

/// <summary>An element and its position as one whole number, in whose order the elements are sorted.</summary>
internal interface ISortKey<T, TKey>
    where T : unmanaged
    where TKey : unmanaged, IComparable<TKey>
{
    /// <summary>The number of an element: unequal for all positions, so that every sort is a stable one.</summary>
    static abstract TKey Make(T value, int position, bool descending);

    /// <summary>The position that a number was made of.</summary>
    static abstract int Position(TKey key);
}
