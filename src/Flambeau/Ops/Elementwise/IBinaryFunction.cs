using System.Numerics;

namespace Flambeau;

/// <summary>A differentiable function of two numbers of one type, applied to every pair of elements.</summary>
internal interface IBinaryFunction
{
    /// <summary>The operation's name, such as <c>Add</c>; its node is called <c>AddBackward0</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What the gradient of the first input depends on; <see cref="Backward"/> is given nothing else.</summary>
    static abstract Operands InputGradientNeeds { get; }

    /// <summary>What the gradient of the second input depends on.</summary>
    static abstract Operands OtherGradientNeeds { get; }

    /// <summary>The function on contiguous elements.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>;

    /// <summary>The function with one second argument for all.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : unmanaged, INumber<T>;

    /// <summary>The function with one first argument for all.</summary>
    void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>;

    /// <summary>
    /// The gradients of both inputs, by recorded operations and before they are summed to the inputs' shapes;
    /// one that is not needed may be null.
    /// </summary>
    (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther);
}
