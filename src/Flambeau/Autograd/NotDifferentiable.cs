namespace Flambeau;

/// <summary>Stands for the derivative of a backward pass that has none: asking for it is an error, not a silent zero.</summary>
internal sealed class NotDifferentiable(string operation) : Node
{
    public override string Name => nameof(NotDifferentiable);

    internal override Tensor?[] Run(Tensor?[] gradOutputs) => throw new NotSupportedException(
        $"{operation}: the gradient of its gradient is not implemented; createGraph reaches it.");
}
