using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>The training of training.py.</summary>
internal sealed class SmallTraining
{
    private readonly Module<Tensor, Tensor> _model;
    private readonly Optimizer _optimizer;
    private readonly LRScheduler _scheduler;

    public SmallTraining(string optimizer)
    {
        _model = new Sequential(
            ("conv", new Conv2d(1, 4, 3)),
            ("bn", new BatchNorm2d(4)),
            ("relu", new ReLU()),
            ("flatten", new Flatten()),
            ("fc", new Linear(144, 3)));
        (_optimizer, _scheduler) = Parts(optimizer);
        State = new TrainingState(_model, _optimizer, _scheduler);
    }

    public TrainingState State { get; }

    public double Step()
    {
        var (x, y) = (Tensor.Randn(8, 1, 8, 8), Tensor.RandInt(3, [8]));
        _optimizer.ZeroGrad();
        var loss = F.CrossEntropy(_model.Call(x), y);
        loss.Backward();
        _optimizer.Step();
        _scheduler.Step();
        State.Epoch++;
        return (double)loss.Item();
    }

    public double[] Steps(int count) => [.. Enumerable.Range(0, count).Select(_ => Step())];

    private (Optimizer Optimizer, LRScheduler Scheduler) Parts(string name)
    {
        switch (name)
        {
            case "sgd":
                var sgd = new SGD(_model.Parameters(), lr: 0.05, momentum: 0.9, weightDecay: 1e-3);
                return (sgd, new StepLR(sgd, stepSize: 2, gamma: 0.5));
            case "adam":
                var adam = new Adam(_model.Parameters(), lr: 0.01, amsgrad: true);
                return (adam, new MultiStepLR(adam, [2, 5, 5], gamma: 0.7));
            default:
                var weights = new ParameterGroup(_model.Parameters().Where(parameter => parameter.Dim > 1));
                var others = new ParameterGroup(_model.Parameters().Where(parameter => parameter.Dim == 1)) { WeightDecay = 0, LearningRate = 0.02 };
                var adamW = new AdamW([weights, others], lr: 0.01, weightDecay: 0.1);
                return (adamW, new CosineAnnealingLR(adamW, tMax: 8, etaMin: 1e-3));
        }
    }
}
