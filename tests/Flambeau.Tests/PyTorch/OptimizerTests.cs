using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

public class OptimizerTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("optim");

    private static readonly Dictionary<string, Func<Parameter, Parameter, Optimizer>> s_optimizers = new()
    {
        ["sgd"] = (a, b) => new SGD([a, b], lr: 0.1),
        ["sgd_momentum"] = (a, b) => new SGD([a, b], lr: 0.05, momentum: 0.9),
        ["sgd_dampening"] = (a, b) => new SGD([a, b], lr: 0.05, momentum: 0.9, dampening: 0.3),
        ["sgd_nesterov"] = (a, b) => new SGD([a, b], lr: 0.05, momentum: 0.8, nesterov: true),
        ["sgd_weight_decay"] = (a, b) => new SGD([a, b], lr: 0.1, weightDecay: 0.1),
        ["sgd_nesterov_weight_decay"] =
            (a, b) => new SGD([a, b], lr: 0.05, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        ["sgd_maximize"] = (a, b) => new SGD([a, b], lr: 0.001, momentum: 0.5, maximize: true),
        ["sgd_two_groups"] = (a, b) =>
            new SGD([Group(a, ("lr", 0.1)), Group(b, ("momentum", 0.5))], lr: 0.02, weightDecay: 0.05),
        ["adam"] = (a, b) => new Adam([a, b], lr: 0.1),
        ["adam_default"] = (a, b) => new Adam([a, b]),
        ["adam_betas_eps"] = (a, b) => new Adam([a, b], lr: 0.05, betas: (0.8, 0.95), eps: 1e-3),
        ["adam_weight_decay"] = (a, b) => new Adam([a, b], lr: 0.1, weightDecay: 0.1),
        ["adam_amsgrad"] = (a, b) => new Adam([a, b], lr: 0.2, amsgrad: true),
        ["adam_maximize"] = (a, b) => new Adam([a, b], lr: 0.01, maximize: true),
        ["adam_two_groups"] =
            (a, b) => new Adam([Group(a, ("lr", 0.1)), Group(b, ("betas", (0.5, 0.9)))], lr: 0.01),
        ["adamw"] = (a, b) => new AdamW([a, b], lr: 0.1),
        ["adamw_weight_decay"] = (a, b) => new AdamW([a, b], lr: 0.1, weightDecay: 0.2),
        ["adamw_amsgrad"] = (a, b) => new AdamW([a, b], lr: 0.2, weightDecay: 0.05, amsgrad: true),
        ["rmsprop"] = (a, b) => new RMSprop([a, b]),
        ["rmsprop_momentum"] = (a, b) => new RMSprop([a, b], lr: 0.02, alpha: 0.9, momentum: 0.8, weightDecay: 0.05),
        ["rmsprop_centered"] = (a, b) => new RMSprop([a, b], lr: 0.02, alpha: 0.9, eps: 1e-3, centered: true),
        ["rmsprop_maximize"] = (a, b) => new RMSprop([a, b], lr: 0.001, momentum: 0.5, centered: true, maximize: true),
        ["adagrad"] = (a, b) => new Adagrad([a, b], lr: 0.1),
        ["adagrad_decay"] = (a, b) =>
            new Adagrad([a, b], lr: 0.2, lrDecay: 0.05, weightDecay: 0.1, initialAccumulatorValue: 0.5, eps: 1e-6),
        ["adagrad_maximize"] = (a, b) => new Adagrad([a, b], lr: 0.01, maximize: true),
        ["adamw_two_groups"] =
            (a, b) => new AdamW([Group(a, ("weight_decay", 0.0)), Group(b, ("lr", 0.3))], lr: 0.05),
    };

    public static TheoryData<string> Trajectories => new(s_file.NamesWith("optimizer"));

    [Fact]
    public void Every_trajectory_has_an_optimizer() =>
        Assert.Equal(s_file.NamesWith("optimizer").Order(), s_optimizers.Keys.Order());

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Twenty_steps_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        Tensor[] scale = s_file.Header.Tensors("scale");
        Tensor[] target = s_file.Header.Tensors("target");
        Parameter[] parameters = [.. s_file.Header.Tensors("start").Select(t => new Parameter(t))];
        Optimizer optimizer = s_optimizers[name](parameters[0], parameters[1]);
        double[] losses = golden.Numbers("losses");
        for (int step = 0; step < 20; step++)
        {
            optimizer.ZeroGrad();
            Tensor loss = Loss(parameters[0], scale[0], target[0]) + Loss(parameters[1], scale[1], target[1]);
            loss.Backward();
            optimizer.Step();
            TensorAssert.Close(losses[step], loss.Item(), 1e-10, 1e-10, $"loss of step {step}");
            Close(golden.Tensor("first").Select(0, step), parameters[0], $"first after step {step}");
            Close(golden.Tensor("second").Select(0, step), parameters[1], $"second after step {step}");
        }
    }

    private static ParameterGroup Group(Parameter parameter, (string Name, object Value) option) =>
        new([parameter]) { [option.Name] = option.Value };

    private static void Close(Tensor expected, Tensor actual, string what) =>
        TensorAssert.AllClose(expected, actual, 1e-11, 1e-11, what);

    private static Tensor Loss(Tensor w, Tensor scale, Tensor target) =>
        (0.5 * scale * (w - target) * (w - target)).Sum() + (0.1 * (w * w * w * w).Sum());
}
