using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A training step: forward, cross-entropy, backward, SGD with momentum.</summary>
internal sealed class FlambeauTraining : FlambeauNetwork
{
    private readonly Tensor _labels;
    private readonly SGD _optimizer;

    public FlambeauTraining(Func<Module<Tensor, Tensor>> create, int[] shape, int classes)
        : base(create, shape)
    {
        foreach (var dropout in Model.Modules().OfType<Dropout>())
        {
            dropout.Eval();
        }

        _labels = Tensor.From(TrainingSettings.Labels(shape[0], classes));
        _optimizer = new SGD(Model.Parameters(), TrainingSettings.LearningRate, TrainingSettings.Momentum);
    }

    public override void Run()
    {
        _optimizer.ZeroGrad();
        var loss = F.CrossEntropy(Model.Call(Input), _labels);
        loss.Backward();
        _optimizer.Step();
        loss.Item();
    }

    public override IReadOnlyList<Numbers> Results()
    {
        _optimizer.ZeroGrad();
        var output = Model.Call(Input);
        F.CrossEntropy(output, _labels).Backward();
        return
        [
            Numbers.From("output", output),
            .. Model.NamedParameters().Select(item => Numbers.From("gradient of " + item.Name, item.Parameter.Grad!)),
        ];
    }
}
