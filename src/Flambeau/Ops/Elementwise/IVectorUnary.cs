using Flambeau.Kernels;

namespace Flambeau;

/// <summary>A differentiable elementwise function whose values and gradients are computed a vector at a time.</summary>
internal interface IVectorUnary : IVectorFunction, IVectorGradient
{
    /// <summary>The operation's name, such as <c>Relu</c>; its node is called <c>ReluBackward0</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What the gradient is given: keep the output where the formula allows.</summary>
    static abstract Saved Saves { get; }

    /// <summary>The same as what a convolution can do as it stores its sums; none where it cannot.</summary>
    Activation Activation => Activation.None;

    /// <summary>The gradient of the input, by recorded operations, from that of the output and what was saved.</summary>
    Tensor Backward(Tensor gradOutput, Tensor? saved);
}
