using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;
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
        ["one_cycle_lr"] = o => new OneCycleLR(o, [0.5], totalSteps: 25),
        ["one_cycle_lr_groups"] = o => new OneCycleLR(
            o, [0.5, 2.0], totalSteps: 30, pctStart: 0.4, annealStrategy: AnnealStrategy.Linear, cycleMomentum: false, divFactor: 10, finalDivFactor: 100),
        ["one_cycle_lr_three_phase"] = o => new OneCycleLR(o, [0.3], totalSteps: 25, baseMomentum: 0.6, maxMomentum: 0.9, threePhase: true),
        ["sequential_lr"] = o => new SequentialLR(o, [new LinearLR(o, totalIters: 4), new CosineAnnealingLR(o, tMax: 9)], [5]),
        ["sequential_lr_three"] = o => new SequentialLR(
            o, [new ConstantLR(o, factor: 0.5, totalIters: 2), new ExponentialLR(o, gamma: 0.8), new StepLR(o, stepSize: 2)], [3, 11]),
    };

    private static readonly Dictionary<string, Func<Optimizer, ReduceLROnPlateau>> s_plateaus = new()
    {
        ["plateau"] = o => new ReduceLROnPlateau(o, patience: 2),
        ["plateau_max"] = o => new ReduceLROnPlateau(o, PlateauMode.Max, factor: 0.5, patience: 1, cooldown: 2),
        ["plateau_abs"] = o => new ReduceLROnPlateau(
            o, factor: 0.3, patience: 0, threshold: 0.05, thresholdMode: ThresholdMode.Abs, minLr: 0.02),
        ["plateau_max_abs"] = o => new ReduceLROnPlateau(
            o, PlateauMode.Max, factor: 0.1, patience: 3, threshold: 0.1, thresholdMode: ThresholdMode.Abs, eps: 0.05),
    };

    public static TheoryData<string> Plateaus => new(s_file.NamesWith("plateau"));

    public static TheoryData<string> Curves => new(s_file.NamesWith("scheduler"));

    [Fact]
    public void Every_curve_has_a_scheduler() =>
        Assert.Equal(s_file.NamesWith("scheduler").Order(), s_schedulers.Keys.Order());

    [Theory]
    [MemberData(nameof(Curves))]
    public void Learning_rates_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        var optimizer = TwoGroups();
        LRScheduler scheduler = s_schedulers[name](optimizer);
        double[][] momenta = golden.Has("momenta") ? golden.Rows("momenta") : [];
        foreach (var (step, expected) in golden.Rows("rates").Index())
        {
            AssertClose(expected, optimizer.ParameterGroups.Select(g => g.LearningRate));
            if (momenta.Length > 0)
            {
                AssertClose(momenta[step], optimizer.ParameterGroups.Select(g => g.Momentum));
            }

            optimizer.Step();
            scheduler.Step();
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void A_resumed_schedule_goes_on_as_PyTorchs_does(string name)
    {
        double[][] rates = s_file[name].Rows("rates");
        for (int stop = 1; stop < rates.Length; stop += 5)
        {
            var (first, second) = (TwoGroups(), TwoGroups());
            var (stopped, resumed) = (s_schedulers[name](first), s_schedulers[name](second));
            for (int i = 0; i < stop; i++)
            {
                stopped.Step();
            }

            second.LoadStateDict(first.StateDict());
            resumed.LoadStateDict(stopped.StateDict());
            foreach (double[] expected in rates[stop..])
            {
                AssertClose(expected, second.ParameterGroups.Select(g => g.LearningRate));
                resumed.Step();
            }
        }
    }

    [Fact]
    public void Every_plateau_has_a_scheduler() => Assert.Equal(s_file.NamesWith("plateau").Order(), s_plateaus.Keys.Order());

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Rates_after_each_measure_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        var optimizer = TwoGroups();
        var scheduler = s_plateaus[name](optimizer);
        foreach (var (metric, expected) in golden.Numbers("metrics").Zip(golden.Rows("rates")))
        {
            scheduler.Step(metric);
            AssertClose(expected, optimizer.ParameterGroups.Select(g => g.LearningRate));

            // saved and resumed after every measure, by a scheduler that knows no setting
            var (next, state) = (TwoGroups(), scheduler.StateDict());
            next.LoadStateDict(optimizer.StateDict());
            (optimizer, scheduler) = (next, new ReduceLROnPlateau(next));
            scheduler.LoadStateDict(state);
        }

        Assert.Throws<InvalidOperationException>(scheduler.Step);
    }

    [Theory]
    [InlineData("mode", "middle", "ReduceLROnPlateau: 'mode' should be one of Min, Max, but is 'middle'")]
    [InlineData("threshold_mode", "share", "ReduceLROnPlateau: 'threshold_mode' should be one of Rel, Abs, but is 'share'")]
    public void A_plateau_of_unknown_settings_is_refused(string key, string value, string message)
    {
        var scheduler = new ReduceLROnPlateau(TwoGroups());
        var state = scheduler.StateDict();
        state[key] = value;
        state["best"] = 7.0;
        Assert.StartsWith(message, Assert.Throws<CheckpointException>(() => scheduler.LoadStateDict(state)).Message, StringComparison.Ordinal);
        Assert.Equal(double.PositiveInfinity, scheduler.StateDict()["best"]);
    }

    [Fact]
    public void One_cycle_moves_the_first_beta_of_Adam_and_ends()
    {
        var optimizer = new Adam([Leaf()]);
        var scheduler = new OneCycleLR(optimizer, [0.1], totalSteps: 10, pctStart: 0.5);
        double[] betas = new double[10];
        foreach (ref double beta in betas.AsSpan())
        {
            (beta, double second) = ((double, double))optimizer.ParameterGroups[0]["betas"]!;
            Assert.Equal(0.999, second);
            scheduler.Step();
        }

        Assert.Equal(0.95, betas[0], 1e-15);
        Assert.Equal(0.85, betas[4], 1e-15);
        Assert.Equal(0.95, betas[9], 1e-15);
        Assert.StartsWith("OneCycleLR: the cycle has 10 steps", Assert.Throws<InvalidOperationException>(scheduler.Step).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused()
    {
        var (optimizer, other) = (TwoGroups(), TwoGroups());
        Assert.StartsWith(
            "OneCycleLR: maxLr must hold one rate, or one for each of the 2 parameter groups, but holds 3.",
            Assert.Throws<ArgumentException>(() => new OneCycleLR(optimizer, [1, 2, 3], 5)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "OneCycleLR: cycleMomentum needs an optimiser with momentum or betas.",
            Assert.Throws<ArgumentException>(() => new OneCycleLR(new Adagrad([Leaf()]), [1], 5)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "SequentialLR: there must be one milestone less than schedulers, but got 2 and 1.",
            Assert.Throws<ArgumentException>(() => new SequentialLR(optimizer, [new StepLR(optimizer, 1)], [1, 2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SequentialLR(optimizer, [new StepLR(other, 1)], []));
        Assert.Throws<ArgumentException>(() => new SequentialLR(optimizer, [new ReduceLROnPlateau(optimizer)], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau(optimizer, factor: 1));
    }

    private static SGD TwoGroups() =>
        new([new ParameterGroup([Leaf()]) { LearningRate = 0.1 }, new ParameterGroup([Leaf()])], lr: 1.0);

    private static void AssertClose(double[] expected, IEnumerable<double> actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 1e-14);

    private static Parameter Leaf() => new(Tensor.Zeros(1));
}
