using System.Collections;
using System.Runtime.CompilerServices;

namespace Flambeau;

/// <summary>The sizes of a tensor's dimensions (<c>torch.Size</c>); prints as <c>[2, 3]</c>.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[]? _sizes;

    /// <summary>A shape with a copy of the given sizes.</summary>
    public Shape(params ReadOnlySpan<int> sizes) => _sizes = sizes.ToArray();

    private Shape(int[] sizes, bool _) => _sizes = sizes;

    /// <summary>The number of dimensions.</summary>
    public int Count => _sizes?.Length ?? 0;

    /// <summary>The product of the sizes; 1 for a scalar's empty shape.</summary>
    public long Numel
    {
        get
        {
            long product = 1;
            foreach (int size in AsSpan())
            {
                product *= size;
            }

            return product;
        }
    }

    /// <summary>The size of dimension <paramref name="dim"/>, counted from 0 (use <c>^1</c> for the last).</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such dimension.</exception>
    public int this[int dim] => (_sizes ?? [])[dim];

    /// <summary>A shape with a copy of the given sizes; lets <c>[2, 3]</c> be written where a shape is wanted.</summary>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>A shape with a copy of the given sizes.</summary>
    public static implicit operator Shape(int[] sizes) => new(sizes.AsSpan());

    /// <summary>The sizes as a span.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.AsSpan();

    /// <summary>True when both have the same sizes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>True when the sizes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _sizes;

    /// <summary>A copy of the sizes.</summary>
    public int[] ToArray() => AsSpan().ToArray();

    /// <inheritdoc/>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int size in AsSpan())
        {
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _sizes ?? [])}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_sizes ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Wraps an array that the caller promises not to change.</summary>
    internal static Shape Wrap(int[] sizes) => new(sizes, true);
}
