using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class CompareTests
{
    [Fact]
    public void Relations_follow_IEEE_and_broadcast()
    {
        var a = Tensor.From([1.0, 2, 3, double.NaN]);
        var b = Tensor.From([1.0, 3, 2, double.NaN]);
        Assert.Equal([true, false, false, false], a.Eq(b).ToArray<bool>());
        Assert.Equal([false, true, true, true], a.Ne(b).ToArray<bool>());
        Assert.Equal([false, true, false, false], (a < b).ToArray<bool>());
        Assert.Equal([true, true, false, false], (a <= b).ToArray<bool>());
        Assert.Equal([false, false, true, false], (a > b).ToArray<bool>());
        Assert.Equal([true, false, true, false], (a >= b).ToArray<bool>());
        Assert.Equal([true, true, false, false], (a < 2.5).ToArray<bool>());
        Assert.Equal(new Shape(4, 4), a.Unsqueeze(1).Eq(b).Shape);
    }

    [Fact]
    public void Whole_numbers_compare_as_such_and_bools_too()
    {
        var x = Tensor.From([1L, 2, 3]);
        Assert.Equal([false, true, true], (x > 1).ToArray<bool>());
        Assert.Equal([false, false, true], (x > 2.5).ToArray<bool>());
        Assert.Equal([true, false], Tensor.From([true, false]).Eq(true).ToArray<bool>());
    }

    [Fact]
    public void Truth_values_and_bits()
    {
        var a = Tensor.From([true, true, false, false]);
        var b = Tensor.From([true, false, true, false]);
        Assert.Equal([true, false, false, false], (a & b).ToArray<bool>());
        Assert.Equal([true, true, true, false], (a | b).ToArray<bool>());
        Assert.Equal([false, true, true, false], (a ^ b).ToArray<bool>());
        Assert.Equal([false, false, true, true], (~a).ToArray<bool>());
        Assert.Equal([4], (Tensor.From([6]) & Tensor.From([12])).ToArray<int>());
        Assert.Equal([-7L], (~Tensor.From([6L])).ToArray<long>());
        Assert.Equal([true, false], Tensor.From([2.5f, 0f]).LogicalAnd(Tensor.From([1f, 1f])).ToArray<bool>());
        Assert.Equal([false, true], Tensor.From([2.5f, 0f]).LogicalNot().ToArray<bool>());
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2) & Tensor.Ones(2));
        Assert.Equal("BitwiseAnd: input and other must be bool or integers, but got float32 and float32. input has shape [2], other has shape [2].", error.Message);
    }

    [Fact]
    public void Special_values_are_recognised()
    {
        var x = Tensor.From([1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity]);
        Assert.Equal([false, true, false, false], x.IsNaN().ToArray<bool>());
        Assert.Equal([false, false, true, true], x.IsInf().ToArray<bool>());
        Assert.Equal([true, false, false, false], x.IsFinite().ToArray<bool>());
        Assert.Equal([true, false, false, false], x.To(DType.BFloat16).IsFinite().ToArray<bool>());
        Assert.Equal([true], Tensor.From([1L]).IsFinite().ToArray<bool>());
    }
}
