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

    /// <summary>The names of all optimisers, each with a schedule of its own.</summary>
    public static TheoryData<string> Names => ["sgd", "adam", "adamw", "rmsprop", "rmsprop centred", "adagrad", "nesterov"];

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
        IEnumerable<Tensor> parameters = _model.Parameters();
        switch (name)
        {
            case "sgd":
                var sgd = new SGD(parameters, lr: 0.05, momentum: 0.9, weightDecay: 1e-3);
                return (sgd, new StepLR(sgd, stepSize: 2, gamma: 0.5));
            case "adam":
                var adam = new Adam(parameters, lr: 0.01, amsgrad: true);
                return (adam, new MultiStepLR(adam, [2, 5, 5], gamma: 0.7));
            case "rmsprop":
                var rmsProp = new RMSprop(parameters, lr: 0.005, alpha: 0.9, momentum: 0.5, weightDecay: 1e-3);
                return (rmsProp, new ExponentialLR(rmsProp, gamma: 0.8));
            case "rmsprop centred":
                var centred = new RMSprop(parameters, lr: 0.005, alpha: 0.8, eps: 1e-3, centered: true);
                return (centred, new LambdaLR(centred, epoch => 1.0 / (1 + epoch)));
            case "adagrad":
                var adagrad = new Adagrad(parameters, lr: 0.05, lrDecay: 0.1, initialAccumulatorValue: 0.1);
                return (adagrad, new LinearLR(adagrad, startFactor: 0.3, endFactor: 0.9, totalIters: 5));
            case "nesterov":
                var nesterov = new SGD(parameters, lr: 0.05, momentum: 0.8, nesterov: true);
                return (nesterov, new ConstantLR(nesterov, factor: 0.5, totalIters: 4));
            default:
                var weights = new ParameterGroup(_model.Parameters().Where(parameter => parameter.Dim > 1));
                var others = new ParameterGroup(_model.Parameters().Where(parameter => parameter.Dim == 1)) { WeightDecay = 0, LearningRate = 0.02 };
                var adamW = new AdamW([weights, others], lr: 0.01, weightDecay: 0.1);
                return (adamW, new CosineAnnealingLR(adamW, tMax: 8, etaMin: 1e-3));
        }
    }
}
