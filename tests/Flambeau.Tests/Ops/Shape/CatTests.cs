using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class CatTests
{
    [Fact]
    public void Joins_along_any_dimension_and_promotes()
    {
        var a = Tensor.From(new[,] { { 1f, 2 } });
        var b = Tensor.From(new[,] { { 3L, 4 } });
        TensorAssert.Equal([1, 2, 3, 4], Tensor.Cat([a, b]));
        Assert.Equal(DType.Float32, Tensor.Cat([b, a]).DType);
        Assert.Equal([1, 4], Tensor.Cat([a, b], -1).Shape);
        Assert.Equal([2, 1, 2], Tensor.Stack([a, a]).Shape);
        Assert.Equal([1, 2, 2], Tensor.Stack([a, a], -1).Shape);
        TensorAssert.Equal([1, 1, 2, 2], Tensor.Stack([a, a], -1));
        TensorAssert.Equal([1, 2], Tensor.Cat([Tensor.Empty(0), a]));
    }

    [Fact]
    public void Channels_last_inputs_give_a_channels_last_result()
    {
        var x = Tensor.Rand(2, 3, 4, 5).ChannelsLast();
        var joined = Tensor.Cat([x, x], 1);
        Assert.True(joined.IsChannelsLast);
        TensorAssert.Equal(Tensor.Cat([x.Contiguous(), x.Contiguous()], 1), joined);
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        GradCheck.Check((a, b) => Tensor.Cat([a, b], 1), TestData.Numbers(2, 2), TestData.Positive(2, 3));
        GradCheck.Check((a, b) => Tensor.Cat([a, b, a]), TestData.Numbers(2, 2), TestData.Positive(1, 2));
        GradCheck.Check((a, b) => Tensor.Stack([a, b], -1), TestData.Numbers(2, 2), TestData.Positive(2, 2));
        GradCheck.CheckSecond((a, b) => Tensor.Cat([a.Square(), b]).Square(), TestData.Numbers(2), TestData.Positive(3));
    }

    [Fact]
    public void Mistakes_are_named_with_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Cat([Tensor.Ones(2, 3), Tensor.Ones(2, 4)]));
        Assert.Equal("Cat: all sizes but dimension 0's must be equal, but they are not. input has shape [2, 3], other has shape [2, 4].", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Stack([Tensor.Ones(2), Tensor.Ones(3)]));
        Assert.Equal("Stack: all shapes must be equal, but they are not. input has shape [2], other has shape [3].", error.Message);
        Assert.Throws<ArgumentException>(() => Tensor.Cat([]));
    }
}
