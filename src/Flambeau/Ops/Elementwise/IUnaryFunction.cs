using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>
/// A differentiable function of one floating-point number, applied to every element: its name, its values, its
/// derivative. Parameters, such as a slope, are fields of the implementing struct.
/// </summary>
internal interface IUnaryFunction
{
    /// <summary>The operation's name, such as <c>Exp</c>; its node is called <c>ExpBackward0</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What <see cref="Backward"/> is given: keep the output where the formula allows.</summary>
    static abstract Saved Saves { get; }

    /// <summary>The same as what a convolution can do as it stores its sums; none where it cannot.</summary>
    Activation Activation => Activation.None;

    /// <summary>The function on contiguous elements.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>True when <see cref="Gradient"/> is there; it is used when the backward pass is not itself recorded.</summary>
    static virtual bool HasGradientKernel => false;

    /// <summary>The gradient of the input in one pass over contiguous elements, without tensors in between.</summary>
    void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException();

    /// <summary>The gradient of the input, by recorded operations, from that of the output and what was saved.</summary>
    Tensor Backward(Tensor gradOutput, Tensor? saved);
}
