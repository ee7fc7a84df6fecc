namespace Flambeau;

/// <summary>Stands for the derivative of a backward pass that has none: asking for it is an error, not a silent zero.</summary>
internal sealed class NotDifferentiable : Node
{
    private readonly string _operation;

    /// <summary>
    /// The edges lead to all that the backward pass depended on: to the operation's inputs and to its outputs' gradients.
    /// A walk towards any of them runs into this node instead of finding no way.
    /// </summary>
    public NotDifferentiable(Node operation, Tensor?[] gradOutputs)
    {
        _operation = operation.Name;
        Edges = [.. operation.Edges, .. gradOutputs.Select(gradient => gradient?.GradientEdge())];
    }

    public override string Name => nameof(NotDifferentiable);

    internal override Tensor?[] Run(Tensor?[] gradOutputs) => throw new NotSupportedException(
        $"{_operation}: the gradient of its gradient is not implemented; createGraph reaches it.");
}
