using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

public class SchedulerTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("optim");

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> s_schedulers = new()
    {
        ["step_lr"] = o => new StepLR(o, stepSize: 5),
        ["step_lr_gamma"] = o => new StepLR(o, stepSize: 3, gamma: 0.5),
        ["multi_step_lr"] = o => new MultiStepLR(o, [3, 8, 8, 15], gamma: 0.5),
        ["exponential_lr"] = o => new ExponentialLR(o, gamma: 0.9),
        ["constant_lr"] = o => new ConstantLR(o, factor: 0.25, totalIters: 6),
        ["linear_lr"] = o => new LinearLR(o),
        ["linear_lr_down"] = o => new LinearLR(o, startFactor: 1, endFactor: 0.1, totalIters: 10),
        ["lambda_lr"] = o => new LambdaLR(o, epoch => Math.Pow(0.9, epoch) + 0.5),
        ["cosine_annealing_lr"] = o => new CosineAnnealingLR(o, tMax: 10),
        ["cosine_annealing_lr_eta_min"] = o => new CosineAnnealingLR(o, tMax: 7, etaMin: 0.01),
    };

    public static TheoryData<string> Curves => new(s_file.NamesWith("scheduler"));

    [Fact]
    public void Every_curve_has_a_scheduler() =>
        Assert.Equal(s_file.NamesWith("scheduler").Order(), s_schedulers.Keys.Order());

    [Theory]
    [MemberData(nameof(Curves))]
    public void Learning_rates_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        var optimizer = new SGD([new ParameterGroup([Leaf()]) { LearningRate = 0.1 }, new ParameterGroup([Leaf()])], lr: 1.0);
        LRScheduler scheduler = s_schedulers[name](optimizer);
        foreach (double[] expected in golden.Rows("rates"))
        {
            double[] actual = [.. optimizer.ParameterGroups.Select(g => g.LearningRate)];
            Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 1e-14);
            optimizer.Step();
            scheduler.Step();
        }
    }

    private static Parameter Leaf() => new(Tensor.Zeros(1));
}
