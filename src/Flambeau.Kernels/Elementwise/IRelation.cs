using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>A relation between two numbers, of one pair and of vectors; see <see cref="Relations"/>.</summary>
internal interface IRelation
{
    /// <summary>Whether the relation holds.</summary>
    static abstract bool Holds<T>(T x, T y)
        where T : unmanaged, INumber<T>;

    /// <summary>All bits of the lanes in which the relation holds, none of the others.</summary>
    static abstract Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
        where T : unmanaged, INumber<T>;
}
