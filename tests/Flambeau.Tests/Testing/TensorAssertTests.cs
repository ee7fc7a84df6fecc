using Flambeau.Testing;
using Xunit.Sdk;

namespace Flambeau.Tests.Testing;

public class TensorAssertTests
{
    [Fact]
    public void Equal_values_pass_including_nan_and_infinities()
    {
        double[] values = [1, double.NaN, double.PositiveInfinity, 0.0];
        TensorAssert.Equal(Tensor.From(values), Tensor.From([1, double.NaN, double.PositiveInfinity, -0.0]));
    }

    [Fact]
    public void A_difference_names_its_size_its_place_and_both_values()
    {
        var failure = Assert.Throws<FailException>(
            () => TensorAssert.AllClose(Tensor.From([1.0, 2, 3, 4], 2, 2), Tensor.From([1.0, 2, 3.5, 4.25], 2, 2), 0.1, 0, "y"));
        Assert.Equal(
            "y: 2 of 4 elements differ (atol 0.1, rtol 0); largest difference 0.5 at [1, 0] of shape [2, 2]: expected 3, but got 3.5.",
            failure.Message);
    }

    [Theory]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 1e300)]
    [InlineData(1e300, double.PositiveInfinity)]
    public void Special_values_differ_from_others(double expected, double actual) =>
        Assert.Throws<FailException>(() => TensorAssert.Close(expected, actual, 1, 0.5));

    [Fact]
    public void Types_and_shapes_must_agree()
    {
        Assert.Throws<TrueException>(() => TensorAssert.AllClose(Tensor.From([1.0]), Tensor.From([1f])));
        Assert.Throws<TrueException>(() => TensorAssert.AllClose(Tensor.From([1.0]), Tensor.From([1.0], 1, 1)));
    }
}
