using System.Numerics;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public class ValueDictTests
{
    [Fact]
    public void Integers_of_any_width_are_one_key()
    {
        var dict = new ValueDict { [0] = "zero" };

        Assert.Equal("zero", dict[0L]);
        Assert.Equal("zero", dict[(byte)0]);
        Assert.Equal("zero", dict[BigInteger.Zero]);
        Assert.False(dict.ContainsKey("0"));
        Assert.False(dict.ContainsKey(false));
    }

    [Fact]
    public void Numbers_are_stored_as_Python_has_them()
    {
        var dict = new ValueDict { ["i"] = (short)3, ["f"] = 0.5f, ["u"] = ulong.MaxValue };

        Assert.Equal([3L, 0.5, (BigInteger)ulong.MaxValue], dict.Values);
    }

    [Fact]
    public void Byte_strings_and_tuples_are_keys_by_value()
    {
        var dict = new ValueDict { [new byte[] { 1, 2 }] = "bytes", [new object?[] { "a", 1L, null }] = "tuple" };

        Assert.Equal("bytes", dict[new byte[] { 1, 2 }]);
        Assert.Equal("tuple", dict[new object?[] { "a", 1L, null }]);
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_explained()
    {
        var dict = new ValueDict { ["epoch"] = 3, [1] = "x" };

        Assert.Equal(
            "The dict has no key 'model'; its keys are 'epoch', 1.",
            Assert.Throws<KeyNotFoundException>(() => dict["model"]).Message);
        Assert.Equal(
            "there is no key 'model'; the keys are 'epoch', 1",
            Assert.Throws<CheckpointException>(() => dict.GetStateDict("model")).Message);
        Assert.Equal(
            "the value of 'epoch' should be a Tensor, but it is an int",
            Assert.Throws<CheckpointException>(() => dict.GetTensor("epoch")).Message);
        Assert.Equal(3.0, dict.GetDouble("epoch"));
        Assert.Equal("x", dict.GetString(1));
    }

    [Fact]
    public void A_dict_of_something_else_is_no_state_dict()
    {
        var dict = new ValueDict { ["model"] = new ValueDict { ["lr"] = 0.1 } };

        Assert.Equal(
            "'model' is no state dict: the value of 'lr' is a float, not a Tensor",
            Assert.Throws<CheckpointException>(() => dict.GetStateDict("model")).Message);
    }
}
