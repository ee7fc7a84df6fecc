using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

[Collection(nameof(DefaultGeneratorCollection))]
public class TrainingTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("training");

    private static readonly Dictionary<string, Run> s_runs = new()
    {
        ["conv_net"] = new(() => new ConvNet(), [16, 3, 12, 12], 10, p => new SGD(p, lr: 0.05, momentum: 0.9)),
        ["conv_net_weight_decay"] = new(
            () => new ConvNet(),
            [8, 3, 12, 12],
            10,
            p => new SGD(p, lr: 0.1, momentum: 0.9, weightDecay: 5e-4, nesterov: true),
            o => new CosineAnnealingLR(o, 10)),
        ["residual_net"] = new(ResidualNet, [12, 1, 8, 8], 5, p => new AdamW(p, lr: 1e-2)),
        ["mlp"] = new(Mlp, [24, 20], 4, p => new SGD(p, lr: 0.1, momentum: 0.9)),
        ["mlp_adam"] = new(Mlp, [24, 20], 4, p => new Adam(p, lr: 3e-3), o => new StepLR(o, 4, 0.5)),
    };

    public static TheoryData<string> Cases => new(s_file.NamesWith("name"));

    [Fact]
    public void Every_case_has_a_run() => Assert.Equal(s_file.Cases.Select(c => c.Name).Order(), s_runs.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_losses_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        Run run = s_runs[name];
        Rng.ManualSeed(0);
        var model = run.Build();
        Assert.Equal(golden.Text("model"), model.ToString());
        Rng.ManualSeed(1);
        Tensor x = Tensor.Randn(run.Shape);
        Tensor y = Tensor.RandInt(0, run.Classes, [run.Shape[0]]);
        TensorAssert.AllClose(golden.Tensor("input_head"), x.Flatten().Narrow(0, 0, 8), 1e-6, 1e-6, "data");
        TensorAssert.Equal(golden.Tensor("labels"), y, "labels");

        Train(golden, run, model, x, y);

        foreach (var (key, sum) in golden.NamedNumbers("state_sums"))
        {
            TensorAssert.Close(sum, TensorAssert.Values(model.StateDict()[key]).Sum(), 1e-3, 1e-3, "sum of " + key);
        }

        model.Eval();
        using (GradMode.NoGrad())
        {
            Tensor logits = model.Call(x).Narrow(0, 0, 4);
            TensorAssert.AllClose(golden.Tensor("eval_logits"), logits, 1e-3, 1e-3, "logits in eval mode");
        }
    }

    private static void Train(GoldenCase golden, Run run, Module<Tensor, Tensor> model, Tensor x, Tensor y)
    {
        Optimizer optimizer = run.Optimizer(model.Parameters());
        LRScheduler? scheduler = run.Scheduler?.Invoke(optimizer);
        double[] losses = golden.Numbers("losses");
        double[] norms = golden.Numbers("gradient_norms");
        for (int step = 0; step < 10; step++)
        {
            Tensor loss = F.CrossEntropy(model.Call(x), y);
            optimizer.ZeroGrad();
            loss.Backward();
            double norm = Math.Sqrt(model.Parameters().Sum(p => TensorAssert.Values(p.Grad!).Sum(g => g * g)));
            // Rounding differences of float32 grow from step to step.
            TensorAssert.Close(losses[step], loss.Item(), 1e-5, 1e-4, $"loss of step {step}");
            TensorAssert.Close(norms[step], norm, 1e-5, 1e-3, $"gradient norm of step {step}");
            optimizer.Step();
            scheduler?.Step();
        }
    }

    private static Sequential ResidualNet() => new(
        new Conv2d(1, 4, 3, padding: 1, bias: false),
        new BatchNorm2d(4),
        new ReLU(),
        new Residual(4, 6, 1),
        new Residual(6, 8, 2),
        new AdaptiveAvgPool2d(1),
        new Flatten(),
        new Linear(8, 5));

    private static Sequential Mlp() => new(
        new Linear(20, 32), new Tanh(), new Linear(32, 16), new GELU(), new LayerNorm(16), new Linear(16, 4));

    private sealed record Run(
        Func<Module<Tensor, Tensor>> Build,
        int[] Shape,
        int Classes,
        Func<IEnumerable<Parameter>, Optimizer> Optimizer,
        Func<Optimizer, LRScheduler>? Scheduler = null);

    private sealed class ConvNet : Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1 = new(3, 8, 3, padding: 1, bias: false);
        private readonly BatchNorm2d _bn1 = new(8);
        private readonly Conv2d _conv2 = new(8, 16, 3, stride: 2, padding: 1);
        private readonly BatchNorm2d _bn2 = new(16);
        private readonly Linear _fc = new(16 * 3 * 3, 10);

        protected override Tensor Forward(Tensor x)
        {
            x = F.MaxPool2d(F.Relu(_bn1.Call(_conv1.Call(x))), 2);
            x = F.Relu(_bn2.Call(_conv2.Call(x)));
            return _fc.Call(x.Flatten(1));
        }
    }

    private sealed class Residual(int inPlanes, int planes, int stride) : Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1 = new(inPlanes, planes, 3, stride, 1, bias: false);
        private readonly BatchNorm2d _bn1 = new(planes);
        private readonly Conv2d _conv2 = new(planes, planes, 3, 1, 1, bias: false);
        private readonly BatchNorm2d _bn2 = new(planes);
        private readonly Sequential _shortcut = new(
            new Conv2d(inPlanes, planes, 1, stride, bias: false), new BatchNorm2d(planes));

        protected override Tensor Forward(Tensor x)
        {
            Tensor output = _bn2.Call(_conv2.Call(F.Relu(_bn1.Call(_conv1.Call(x)))));
            output += _shortcut.Call(x);
            return F.Relu(output);
        }
    }
}
