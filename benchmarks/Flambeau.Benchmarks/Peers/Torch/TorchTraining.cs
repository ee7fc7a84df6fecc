using Flambeau.Benchmarks.Peers;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>A training step: forward, cross-entropy, backward, SGD with momentum.</summary>
internal sealed class TorchTraining : TorchNetwork
{
    private readonly Tensor _labels;
    private readonly TorchSharp.Modules.SGD _optimizer;

    public TorchTraining(Func<nn.Module<Tensor, Tensor>> create, int[] shape, int classes, bool channelsLast)
        : base(create, shape, channelsLast)
    {
        foreach (var dropout in Model.modules().OfType<TorchSharp.Modules.Dropout>())
        {
            dropout.eval();
        }

        _labels = tensor(TrainingSettings.Labels(shape[0], classes));
        _optimizer = optim.SGD(Model.parameters(), TrainingSettings.LearningRate, TrainingSettings.Momentum);
    }

    public override void Run()
    {
        using var disposing = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(Model.forward(Input), _labels);
        loss.backward();
        _optimizer.step();
        loss.item<float>();
    }

    public override IReadOnlyList<Numbers> Results()
    {
        using var disposing = NewDisposeScope();
        _optimizer.zero_grad();
        var output = Model.forward(Input);
        nn.functional.cross_entropy(output, _labels).backward();
        return
        [
            Numbers.From("output", output),
            .. Model.named_parameters().Select(item => Numbers.From("gradient of " + item.name, item.parameter.grad!)),
        ];
    }
}
