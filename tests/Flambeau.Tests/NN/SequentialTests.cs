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
}
