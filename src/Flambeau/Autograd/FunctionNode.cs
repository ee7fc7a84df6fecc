namespace Flambeau;

/// <summary>The node of a user's <see cref="Function"/>.</summary>
internal sealed class FunctionNode : Node
{
    private readonly Function _function;
    private readonly FunctionContext _context;
    private readonly Shape[] _inputShapes;

    public FunctionNode(Function function, FunctionContext context, ReadOnlySpan<Tensor> inputs, int outputCount)
    {
        _function = function;
        _context = context;
        _inputShapes = new Shape[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            _inputShapes[i] = inputs[i].Shape;
        }

        OutputCount = outputCount;
    }

    public override string Name => _function.GetType().Name + "Backward";

    internal override int OutputCount { get; }

    internal override bool IsTwiceDifferentiable => true;

    internal override bool RunsUserCode => true;

    internal override Tensor?[] Run(Tensor?[] gradOutputs)
    {
        var gradients = _function.RunBackward(_context, gradOutputs);
        if (gradients.Length != _inputShapes.Length)
        {
            throw new InvalidOperationException(
                $"{Name}: Backward must give one gradient per input, but gave {gradients.Length} for {_inputShapes.Length}.");
        }

        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient && gradient.Shape != _inputShapes[i])
            {
                throw new InvalidOperationException(
                    $"{Name}: the gradient of input {i} must have its shape, but got {gradient.Shape}. input has shape {_inputShapes[i]}.");
            }
        }

        return gradients;
    }

    internal override void ReleaseSaved() => _context.Release();
}
