using System.Runtime.CompilerServices;

namespace Flambeau.Serialization;

/// <summary>Whether two values are one to a pickle's memo: names and strings by value, others by identity.</summary>
internal sealed class MemoComparer : IEqualityComparer<object>
{
    /// <summary>The only instance: the comparer has no state.</summary>
    public static readonly MemoComparer Instance = new();

    private MemoComparer()
    {
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) =>
        ReferenceEquals(x, y) || (x is string or PickleGlobal && object.Equals(x, y));

    /// <inheritdoc/>
    public int GetHashCode(object obj) =>
        obj is string or PickleGlobal ? obj.GetHashCode() : RuntimeHelpers.GetHashCode(obj);
}
