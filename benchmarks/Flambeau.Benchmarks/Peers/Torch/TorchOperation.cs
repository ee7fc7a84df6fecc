using Flambeau.Benchmarks.Peers;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>One operator of libtorch's.</summary>
internal sealed class TorchOperation : Workload
{
    private readonly Operation _operation;
    private readonly bool _channelsLast;
    private readonly Tensor[] _inputs;
    private readonly Tensor? _gradient;

    public TorchOperation(Operation operation, bool channelsLast)
    {
        _operation = operation;
        _channelsLast = channelsLast;
        manual_seed(0);
        _inputs = [.. operation.Shapes.Select(Random)];
        if (operation.Backward)
        {
            using var output = operation.Theirs(_inputs);
            _gradient = Random([.. output.shape.Select(size => (int)size)]);
            Array.ForEach(_inputs, input => input.requires_grad = true);
        }
    }

    public override void Run() => Compute().Dispose();

    public override IReadOnlyList<Numbers> Results()
    {
        using var output = Compute();
        return [Numbers.From("output", output), .. _inputs.Where(input => input.grad is not null).Select(Gradient)];
    }

    public override void Release()
    {
        Array.ForEach(_inputs, input => input.Dispose());
        _gradient?.Dispose();
    }

    private Tensor Random(int[] shape)
    {
        var tensor = randn([.. shape.Select(size => (long)size)]);
        return _channelsLast && shape.Length == 4 ? TorchNetwork.ChannelsLast(tensor) : tensor;
    }

    private Tensor Compute()
    {
        using var disposing = NewDisposeScope();
        Array.ForEach(_inputs, input => input.grad = null);
        var output = _operation.Theirs(_inputs);
        if (_operation.Backward)
        {
            output.backward([_gradient!]);
        }

        return output.MoveToOuterDisposeScope();
    }

    private static Numbers Gradient(Tensor input, int index) => Numbers.From($"gradient of input {index}", input.grad!);
}
