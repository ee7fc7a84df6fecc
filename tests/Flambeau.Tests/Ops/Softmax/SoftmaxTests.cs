using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class SoftmaxTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Sums_to_one_and_matches_its_definition(int dim)
    {
        var x = TestData.Numbers(3, 4, 5);
        var expected = x.Exp() / x.Exp().Sum(dim, keepDim: true);
        TensorAssert.AllClose(expected, x.Softmax(dim));
        TensorAssert.AllClose(expected.Log(), F.LogSoftmax(x, dim));
        TensorAssert.AllClose(expected.Float(), F.Softmax(x.Float(), dim), 1e-6, 1e-6);
        GradCheck.Check(v => v.Softmax(dim), TestData.Numbers(2, 3, 2));
        GradCheck.Check(v => v.LogSoftmax(dim), TestData.Numbers(2, 3, 2));
        GradCheck.CheckSecond(v => v.Softmax(dim), TestData.Numbers(2, 3, 2));
        GradCheck.CheckSecond(v => v.LogSoftmax(dim), TestData.Numbers(2, 3, 2));
    }

    [Fact]
    public void Large_scores_do_not_overflow()
    {
        var x = Tensor.From([1000f, 1001, -1000]);
        TensorAssert.Close([0.26894143, 0.7310586, 0], x.Softmax(0), 1e-7);
        TensorAssert.Close([-1.3132616, -0.3132616, -2001.3132], x.LogSoftmax(0), 1e-6, 1e-6);
        TensorAssert.Equal([1], Tensor.FromScalar(5f).Softmax(0));
    }

    [Fact]
    public void Channels_last_scores_stay_channels_last()
    {
        var x = Tensor.Randn(2, 5, 3, 3).ChannelsLast();
        Assert.True(x.Softmax(1).IsChannelsLast);
        TensorAssert.AllClose(x.Contiguous().Softmax(1), x.Softmax(1), 1e-6, 1e-6);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Ones(2, 3).Softmax(2));
        Assert.StartsWith("Softmax: dim 2 is out of range for shape [2, 3]; valid dims are -2 to 1.", error.Message, StringComparison.Ordinal);
    }
}
