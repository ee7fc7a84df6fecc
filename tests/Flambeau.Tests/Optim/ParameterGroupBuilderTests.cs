using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests.Optim;

public class ParameterGroupBuilderTests
{
    [Fact]
    public void Groups_by_name_and_the_rest()
    {
        var net = Network();
        var groups = new ParameterGroupBuilder(net).Group("4", lr: 0.1).Group(["0", "1"], lr: 0.001, weightDecay: 0.5).Rest().Build();
        var optimizer = new SGD(groups, lr: 0.01, weightDecay: 0.25);
        Assert.Equal([0.1, 0.001, 0.01], optimizer.ParameterGroups.Select(group => group.LearningRate));
        Assert.Equal([0.25, 0.5, 0.25], optimizer.ParameterGroups.Select(group => group.WeightDecay));
        Assert.Equal([2, 4, 2], groups.Select(group => group.Parameters.Count));
        Assert.Equal(net.Parameters().Count(), groups.SelectMany(group => group.Parameters).Distinct<Tensor>(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Every_parameter_is_in_exactly_one_group()
    {
        var net = Network();
        var left = Assert.Throws<InvalidOperationException>(() => new ParameterGroupBuilder(net).Group("4").Group("0").Build());
        Assert.Equal("ParameterGroupBuilder: 4 parameters of Sequential train but are in no group: 1.weight, 1.bias, 3.weight, 3.bias; add Rest(), or freeze them.", left.Message);
        var twice = Assert.Throws<InvalidOperationException>(() => new ParameterGroupBuilder(net).Group("4").Group("*.bias").Rest().Build());
        Assert.Equal("ParameterGroupBuilder: 4.bias is in two groups, '4' and '*.bias'.", twice.Message);
        Assert.Throws<ArgumentException>(() => new ParameterGroupBuilder(net).Group("head"));
        Assert.Throws<InvalidOperationException>(() => new ParameterGroupBuilder(net).Rest().LayerDecay(1, 0.5));
        Assert.Throws<InvalidOperationException>(() => new ParameterGroupBuilder(net).LayerDecay(1, 0.5, "0", "0.weight", "1", "3", "4").Build());
        net.Freeze("0", "1", "3");
        Assert.Equal(net[4].Parameters(), new ParameterGroupBuilder(net).Group("4").Build().Single().Parameters);
    }

    [Fact]
    public void Rates_fall_with_the_depth_and_norms_belong_to_the_layer_before_them()
    {
        var net = Network();
        var groups = new ParameterGroupBuilder(net).LayerDecay(lr: 0.8, decay: 0.5).Build();
        Assert.Equal([0.2, 0.4, 0.8], groups.Select(group => group.LearningRate));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], Names(net, groups[0]));
        var named = new ParameterGroupBuilder(net).Group("0.bias", lr: 3).LayerDecay(0.8, 0.5, "[013]", "4").Build();
        Assert.Equal([3, 0.4, 0.8], named.Select(group => group.LearningRate));
        Assert.Equal(["0.weight", "1.weight", "1.bias", "3.weight", "3.bias"], Names(net, named[1]));
        var slice = new ParameterGroupBuilder(net).LayerRates(first: 1e-5, last: 1e-3).Build();
        Assert.Equal([1e-5, 1e-4, 1e-3], slice.Select(group => group.LearningRate), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_modules_own_parameters_belong_to_the_first_layer_and_sequences_stand_for_their_elements()
    {
        var net = new Embedded();
        var groups = new ParameterGroupBuilder(net).LayerDecay(1, 0.5).Build();
        Assert.Equal(
            [["token", "embed.weight", "embed.bias"], ["blocks.0.weight", "blocks.0.bias"], ["blocks.1.weight", "blocks.1.bias"], ["head.weight", "head.bias"]],
            groups.Select(group => Names(net, group)));
    }

    [Fact]
    public void Norms_and_biases_can_do_without_weight_decay()
    {
        var net = Network();
        var groups = new ParameterGroupBuilder(net).LayerDecay(0.8, 0.5).NoWeightDecay("3.weight").Build();
        var optimizer = new AdamW(groups, weightDecay: 0.1);
        Assert.Equal([["0.weight"], ["0.bias", "1.weight", "1.bias"], ["3.weight", "3.bias"], ["4.weight"], ["4.bias"]], groups.Select(group => Names(net, group)));
        Assert.Equal([0.1, 0, 0, 0.1, 0], optimizer.ParameterGroups.Select(group => group.WeightDecay));
    }

    [Fact]
    public void A_tied_parameter_is_in_one_group_under_any_of_its_names()
    {
        var net = new Sequential(new Linear(2, 2, bias: false), new Linear(2, 2, bias: false));
        ((Linear)net[1]).Weight = ((Linear)net[0]).Weight;
        Assert.Single(Assert.Single(new ParameterGroupBuilder(net).Group("1").Build()).Parameters);
    }

    [Fact]
    public void Every_optimiser_goes_on_from_its_saved_state_and_follows_a_schedule()
    {
        foreach (Func<IReadOnlyList<ParameterGroup>, Optimizer> make in new Func<IReadOnlyList<ParameterGroup>, Optimizer>[]
        {
            groups => new SGD(groups, lr: 0.1, momentum: 0.9, weightDecay: 0.1),
            groups => new Adam(groups, lr: 0.1, weightDecay: 0.1),
            groups => new AdamW(groups, lr: 0.1),
        })
        {
            var (first, second) = (Network(), Network());
            second.LoadStateDict(first.StateDict());
            var (a, b) = (make(Groups(first)), make(Groups(second)));
            var schedule = new StepLR(a, stepSize: 1, gamma: 0.5);
            Steps(first, a, 2);
            schedule.Step();
            Assert.Equal([0.1, 0.1, 0.2, 0.2, 0.4, 0.4], a.ParameterGroups.Select(group => group.LearningRate), (x, y) => Math.Abs(x - y) < 1e-12);
            second.LoadStateDict(first.StateDict());
            b.LoadStateDict(a.StateDict());
            Assert.Equal(a.ParameterGroups.Select(group => group.LearningRate), b.ParameterGroups.Select(group => group.LearningRate));
            Steps(first, a, 3);
            Steps(second, b, 3);
            Assert.All(first.StateDict(), entry => Assert.True(entry.Value.Equal(second.StateDict()[entry.Key]), entry.Key));
        }
    }

    [Fact]
    public void The_table_says_what_trains_at_which_rate()
    {
        var net = Network().Freeze("0", "1");
        var optimizer = new AdamW(new ParameterGroupBuilder(net).Group("4", lr: 0.01).Group("3.weight", lr: 0.0025).Group("3.bias").NoWeightDecay().Build(), weightDecay: 0.05);
        net.Append(new Linear(2, 1000, bias: false));
        var table = new ParameterTable(net, optimizer);
        Assert.Equal(
            """
            parameter  shape      count  trains       lr      weight decay
            0.weight   [4, 3]        12  frozen
            0.bias     [4]            4  frozen
            1.weight   [4]            4  frozen
            1.bias     [4]            4  frozen
            3.weight   [4, 4]        16  yes          0.0025  0.05
            3.bias     [4]            4  yes          0.001   0
            4.weight   [2, 4]         8  yes          0.01    0.05
            4.bias     [2]            2  yes          0.01    0
            5.weight   [1000, 2]  2,000  in no group
            4 of 9 tensors, 30 of 2,054 parameters train; frozen batch norms: 1
            """,
            table.ToString());
        Assert.Equal((30, 2054), (table.TrainingCount, table.TotalCount));
        Assert.Equal(new ParameterRow("4.bias", [2], true, 0.01, 0), table.Rows[7]);
    }

    private static IReadOnlyList<ParameterGroup> Groups(Module net) => new ParameterGroupBuilder(net).LayerDecay(0.8, 0.5).NoWeightDecay().Build();

    private static void Steps(Sequential net, Optimizer optimizer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            optimizer.ZeroGrad();
            net.Call(Tensor.Arange(12).Float().View(4, 3) / 10).Sum().Backward();
            optimizer.Step();
        }
    }

    private static IEnumerable<string> Names(Module net, ParameterGroup group) =>
        group.Parameters.Select(parameter => net.NamedParameters().Single(entry => ReferenceEquals(entry.Parameter, parameter)).Name);

    private static Sequential Network() => new(new Linear(3, 4), new BatchNorm1d(4), new ReLU(), new Linear(4, 4), new Linear(4, 2));

    private sealed class Embedded : Module
    {
        private readonly Parameter _token = new(Tensor.Zeros(1, 1, 4));
        private readonly Linear _embed = new(4, 4);
        private readonly Sequential _blocks = new(new Linear(4, 4), new Linear(4, 4));
        private readonly Linear _head = new(4, 2);

        public int Count => _token.Numel + _embed.InFeatures + _blocks.Count + _head.InFeatures;
    }
}
