using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>An associative operation with which many elements become one.</summary>
internal interface IFold<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>The value that changes nothing.</summary>
    static abstract T Identity { get; }

    /// <summary>Joins two values.</summary>
    static abstract T Combine(T x, T y);

    /// <summary>Joins two vectors of values.</summary>
    static abstract Vector<T> Combine(Vector<T> x, Vector<T> y);

    /// <summary>What is folded instead of an element.</summary>
    static virtual T Map(T x) => x;

    /// <summary>What is folded instead of a vector of elements.</summary>
    static virtual Vector<T> Map(Vector<T> x) => x;

    /// <summary>The final value.</summary>
    static virtual T Finish(T folded, int count) => folded;
}
