using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public class StateDictTests
{
    [Fact]
    public void Entries_keep_their_order_and_their_place()
    {
        Tensor first = Tensor.Ones(1);
        var state = new StateDict { ["b"] = Tensor.Zeros(1), ["a"] = Tensor.Zeros(2) };

        state["b"] = first;

        Assert.Equal(["b", "a"], state.Keys);
        Assert.Same(first, state["b"]);
        Assert.Equal("StateDict(2 tensors)", state.ToString());
    }

    [Fact]
    public void The_part_that_a_new_net_has_is_taken_over()
    {
        var saved = new StateDict { ["conv.weight"] = Tensor.Ones(2), ["old.weight"] = Tensor.Ones(3) };
        var net = new StateDict { ["conv.weight"] = Tensor.Zeros(2), ["fc.weight"] = Tensor.Zeros(4) };

        net.Update(saved.Where(entry => net.ContainsKey(entry.Key)));

        Assert.Equal(["conv.weight", "fc.weight"], net.Keys);
        Assert.Same(saved["conv.weight"], net["conv.weight"]);
    }

    [Fact]
    public void A_copy_has_the_same_tensors_and_metadata_of_its_own()
    {
        var state = new StateDict { ["w"] = Tensor.Ones(1) };
        state.Metadata[""] = new ValueDict { ["version"] = 1 };

        var copy = new StateDict(state);
        copy.Remove("w");
        copy.Metadata["bn"] = new ValueDict { ["version"] = 2 };

        Assert.True(state.ContainsKey("w"));
        Assert.Equal([""], state.Metadata.Keys);
        Assert.Equal(["", "bn"], copy.Metadata.Keys);
    }

    [Fact]
    public void An_unknown_name_is_named()
    {
        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => new StateDict()["fc.weight"]);

        Assert.Equal("The state dict has no entry 'fc.weight'; it has 0 entries.", error.Message);
        Assert.Throws<ArgumentException>(() => new StateDict { { "a", Tensor.Ones(1) }, { "a", Tensor.Ones(1) } });
    }
}
