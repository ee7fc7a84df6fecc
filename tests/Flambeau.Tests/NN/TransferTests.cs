using Flambeau.NN;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.NN;

[Collection(nameof(DefaultGeneratorCollection))]
public class TransferTests
{
    [Fact]
    public void A_new_head_has_PyTorchs_weights_and_the_rest_stays()
    {
        var net = new Net();
        net.Eval();
        var before = net.StateDict();
        Rng.ManualSeed(3);
        var replaced = net.ReplaceHead(2);
        Rng.ManualSeed(3);
        var expected = new Linear(8, 2);
        Assert.Equal("head", replaced.Path);
        Assert.Equal(5, Assert.IsType<Linear>(replaced.Old).OutFeatures);
        Assert.Same(net.GetSubmodule("head"), replaced.New);
        Assert.True(net.GetParameter("head.weight").Equal(expected.Weight));
        Assert.True(net.GetParameter("head.bias").Equal(expected.Bias!));
        Assert.False(replaced.New.Training);
        Assert.All(net.StateDict().Where(entry => !entry.Key.StartsWith("head.", StringComparison.Ordinal)), entry => Assert.True(entry.Value.SharesMemoryWith(before[entry.Key])));
        Assert.Equal(new Shape(1, 2), net.Call(Tensor.Zeros(1, 3, 4, 4)).Shape);
    }

    [Fact]
    public void A_head_is_replaced_by_name_in_containers_and_arrays_and_may_be_a_convolution()
    {
        var net = new Sequential(new Conv2d(3, 4, 3), new Conv2d(4, 10, 1, stride: 2, bias: false), new Flatten());
        var replaced = net.ReplaceHead(6);
        Assert.Equal("1", replaced.Path);
        Assert.Equal("Conv2d(4, 6, kernel_size=(1, 1), stride=(2, 2), bias=False)", net[1].ToString());
        Assert.Equal("0", net.ReplaceHead(7, "0").Path);
        Assert.Equal(7, ((Conv2d)net[0]).OutChannels);
        var list = new Heads();
        list.ReplaceHead(2, "array.1");
        list.ReplaceHead(2, "modules.0");
        Assert.Equal(["array.0.weight", "array.1.weight", "modules.0.weight"], list.StateDict().Keys.Where(key => key.EndsWith("weight", StringComparison.Ordinal)));
        Assert.Equal([3, 2, 2], list.Parameters().Where(parameter => parameter.Dim == 2).Select(parameter => parameter.Shape[0]));
    }

    [Fact]
    public void What_cannot_be_replaced_is_an_error_that_says_why()
    {
        var net = new Net();
        var narrow = Assert.Throws<ArgumentException>(() => net.ReplaceHead(new Sequential(new Linear(8, 2)), "head"));
        Assert.StartsWith("SetSubmodule: the field or list of Net that holds 'head' (Linear) cannot hold a Sequential; declare it as Module<Tensor, Tensor>.", narrow.Message, StringComparison.Ordinal);
        var element = Assert.Throws<ArgumentException>(() => new Heads().SetSubmodule("array.0", new ReLU()));
        Assert.Contains("that holds 'array.0' (Linear) cannot hold a ReLU", element.Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => net.ReplaceHead(2, "fc"));
        Assert.Throws<KeyNotFoundException>(() => net.SetSubmodule("head.weight", new ReLU()));
        Assert.StartsWith("ReplaceHead: Net.norm is a BatchNorm2d, not a Linear or Conv2d", Assert.Throws<ArgumentException>(() => net.ReplaceHead(2, "norm")).Message, StringComparison.Ordinal);
        Assert.StartsWith("ReplaceHead: Sequential has no Linear or Conv2d to replace.", Assert.Throws<ArgumentException>(() => new Sequential(new ReLU()).ReplaceHead(2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("ReplaceHead: Linear is the layer itself", Assert.Throws<ArgumentException>(() => new Linear(2, 2).ReplaceHead(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_module_is_replaced_at_the_given_path_only()
    {
        var shared = new Linear(2, 2);
        var net = new Sequential(shared, shared);
        net.SetSubmodule("1", new Linear(2, 3));
        Assert.Same(shared, net[0]);
        Assert.NotSame(shared, net[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void The_stem_takes_other_channels_as_in_timm(int channels)
    {
        var net = new Net();
        var old = net.GetParameter("stem.weight").Clone().Detach();
        var bias = net.GetParameter("stem.bias");
        var replaced = net.AdaptInputChannels(channels);
        Assert.Equal("stem", replaced.Path);
        Assert.Equal(channels, replaced.New.InChannels);
        Assert.Same(bias, replaced.New.Bias);
        for (int c = 0; c < channels; c++)
        {
            var expected = channels == 1 ? old.Sum(1) : old.Select(1, c % 3) * (3.0 / channels);
            Assert.True(expected.AllClose(replaced.New.Weight.Select(1, c)));
        }

        Assert.Equal(new Shape(2, 5), net.Call(Tensor.Zeros(2, channels, 4, 4)).Shape);
        Assert.Throws<ArgumentException>(() => new Sequential(new Conv2d(4, 4, 1, groups: 2)).AdaptInputChannels(2));
    }

    [Fact]
    public void Frozen_layers_hold_their_statistics_and_print_it()
    {
        var net = new Net();
        net.Call(Tensor.Randn(4, 3, 4, 4)).Sum().Backward();
        Assert.Same(net, net.Freeze("stem", "norm").Train());
        Assert.Equal(["head.weight", "head.bias"], net.NamedParameters().Where(entry => entry.Parameter.RequiresGrad).Select(entry => entry.Name));
        Assert.Null(net.GetParameter("stem.weight").Grad);
        var norm = (BatchNorm2d)net.GetSubmodule("norm");
        Assert.False(norm.Training);
        Assert.True(net.GetSubmodule("stem").Training);
        Assert.Equal("BatchNorm2d(2, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, frozen_statistics=True)", norm.ToString());
        var mean = norm.RunningMean!.Clone();
        net.Call(Tensor.Randn(4, 3, 4, 4) + 5.0);
        Assert.True(mean.Equal(norm.RunningMean!.Detach()));
        net.Unfreeze("norm");
        Assert.True(norm.Training);
        Assert.True(norm.Weight!.RequiresGrad);
        net.Call(Tensor.Randn(4, 3, 4, 4) + 5.0);
        Assert.False(mean.Equal(norm.RunningMean!.Detach()));
    }

    [Fact]
    public void Statistics_are_held_where_a_whole_normalisation_is_frozen()
    {
        var net = new Net();
        var norm = (BatchNorm2d)net.GetSubmodule("norm");
        Assert.False(net.Freeze("*.bias").GetSubmodule("norm") is BatchNorm2d { FrozenStatistics: true });
        Assert.True(((BatchNorm2d)net.Freeze("norm.*").GetSubmodule("norm")).FrozenStatistics);
        net.Unfreeze();
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
        Assert.False(norm.FrozenStatistics);
        net.Freeze([], statistics: false);
        Assert.All(net.Parameters(), parameter => Assert.False(parameter.RequiresGrad));
        Assert.False(norm.FrozenStatistics);
        var error = Assert.Throws<ArgumentException>(() => net.Freeze("steem"));
        Assert.StartsWith("Freeze: the pattern 'steem' fits nothing; similar: stem", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer1", "layer1.0.conv1.weight", true)]
    [InlineData("layer1", "layer10.weight", false)]
    [InlineData("layer[12].*.conv?", "layer2.0.conv1.weight", true)]
    [InlineData("layer[!12]", "layer2.0.conv1.weight", false)]
    [InlineData("*.bias", "fc.bias", true)]
    [InlineData("*.bias", "fc.biases", false)]
    [InlineData("a.b", "axb", false)]
    public void Patterns_fit_names_and_what_lies_below(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new PathPattern(pattern).IsMatch(name));

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Conv2d _stem = new(3, 2, 3, padding: 1);
        private readonly BatchNorm2d _norm = new(2);
        private readonly Linear _head = new(8, 5);

        protected override Tensor Forward(Tensor input) => _head.Call(F.MaxPool2d(_norm.Call(_stem.Call(input)), 2).Flatten(1));
    }

    private sealed class Heads : Module
    {
        private readonly Linear[] _array = [new(2, 3), new(2, 3)];
        private readonly List<Linear> _modules = [new(2, 3)];

        public int Count => _array.Length + _modules.Count;
    }
}
