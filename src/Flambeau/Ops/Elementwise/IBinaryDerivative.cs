namespace Flambeau;

/// <summary>The name and the gradients of a function of two numbers.</summary>
internal interface IBinaryDerivative
{
    /// <summary>The operation's name, such as <c>Add</c>; its node is called <c>AddBackward0</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What the gradient of the first input depends on; <see cref="Backward"/> is given nothing else.</summary>
    static abstract Operands InputGradientNeeds { get; }

    /// <summary>What the gradient of the second input depends on.</summary>
    static abstract Operands OtherGradientNeeds { get; }

    /// <summary>
    /// The gradients of both inputs, by recorded operations and before they are summed to the inputs' shapes;
    /// one that is not needed may be null.
    /// </summary>
    (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther);
}
