namespace Flambeau.Benchmarks.Peers;

/// <summary>One operator of ours.</summary>
internal sealed class FlambeauOperation : Workload
{
    private readonly Operation _operation;
    private readonly Tensor[] _inputs;
    private readonly Tensor? _gradient;

    public FlambeauOperation(Operation operation)
    {
        _operation = operation;
        Rng.ManualSeed(0);
        _inputs = [.. operation.Shapes.Select(shape => Arranged(Tensor.Randn(new Shape(shape))))];
        if (operation.Backward)
        {
            using (GradMode.NoGrad())
            {
                _gradient = Arranged(Tensor.Randn(operation.Ours(_inputs).Shape));
            }

            Array.ForEach(_inputs, input => input.RequiresGrad = true);
        }
    }

    public override void Run() => Compute();

    public override IReadOnlyList<Numbers> Results()
    {
        var output = Compute();
        return [Numbers.From("output", output), .. _inputs.Where(input => input.Grad is not null).Select(Gradient)];
    }

    private Tensor Arranged(Tensor tensor) => _operation.IsImage && tensor.Shape.Count == 4 ? tensor.ChannelsLast() : tensor;

    private Tensor Compute()
    {
        Array.ForEach(_inputs, input => input.Grad = null);
        var output = _operation.Ours(_inputs);
        if (_operation.Backward)
        {
            output.Backward(_gradient);
        }

        return output;
    }

    private static Numbers Gradient(Tensor input, int index) => Numbers.From($"gradient of input {index}", input.Grad!);
}
