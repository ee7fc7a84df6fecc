using Flambeau.NN;

namespace Flambeau.Tests.NN;

public class SequentialTests
{
    [Fact]
    public void A_sequence_given_alone_is_one_module()
    {
        var nested = new Sequential(new Sequential(new Linear(2, 3, bias: false), new ReLU()));
        Assert.Equal(["0.0.weight"], nested.StateDict().Keys);
        Assert.Single(nested);
    }

    [Fact]
    public void A_list_is_spread()
    {
        List<Module<Tensor, Tensor>> layers = [new Linear(2, 3, bias: false), new ReLU()];
        Assert.Equal(["0.weight"], new Sequential(layers).StateDict().Keys);
    }

    [Fact]
    public void A_sequence_is_extended_by_another_and_by_itself()
    {
        var net = new Sequential(new Linear(2, 2, bias: false));
        Assert.Same(net, net.Extend(new Sequential(new ReLU(), new Linear(2, 2))));
        Assert.Equal(["0.weight", "2.weight", "2.bias"], net.StateDict().Keys);
        Assert.Equal(6, net.Extend(net).Count);
        Assert.Same(net[0], net[3]);
    }
}
