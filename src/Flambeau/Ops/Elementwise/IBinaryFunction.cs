using System.Numerics;

namespace Flambeau;

/// <summary>A differentiable function of two numbers of one type, applied to every pair of elements.</summary>
internal interface IBinaryFunction : IBinaryDerivative
{
    /// <summary>The function on contiguous elements.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>;

    /// <summary>The function with one second argument for all.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : unmanaged, INumber<T>;

    /// <summary>The function with one first argument for all.</summary>
    void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>;
}
