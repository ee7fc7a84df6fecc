using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class SortTests
{
    [Fact]
    public void Order_is_stable_and_NaN_largest()
    {
        var x = Tensor.From([3f, float.NaN, 1, 3, 1]);
        var (values, indices) = x.Sort();
        TensorAssert.Equal([1, 1, 3, 3, float.NaN], values);
        Assert.Equal([2L, 4, 0, 3, 1], indices.ToArray<long>());
        Assert.Equal([1L, 0, 3, 2, 4], x.ArgSort(descending: true).ToArray<long>());
        var columns = Tensor.From(new[,] { { 2L, 1 }, { 1, 3 } }).Sort(0).Values;
        Assert.Equal([1L, 1, 2, 3], columns.ToArray<long>());
    }

    [Fact]
    public void The_largest_the_smallest_and_the_middle()
    {
        var x = Tensor.From(new[,] { { 4f, 1, 3, 2 }, { 5, 8, 6, 7 } });
        var (values, indices) = x.TopK(2);
        TensorAssert.Equal([4, 3, 8, 7], values);
        Assert.Equal([0L, 2, 1, 3], indices.ToArray<long>());
        TensorAssert.Equal([4, 1, 3, 2], x.TopK(1, 0, largest: false).Values);
        TensorAssert.Equal([2, 6], x.KthValue(2).Values);
        TensorAssert.Equal([2, 6], x.Median(1).Values);
        Assert.Equal(4, x.Median().Item());
        TensorAssert.Equal([1, 2, 3], Tensor.From([3f, 1, 2, 1, 3]).Unique());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.TopK(5));
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        GradCheck.Check(v => v.Sort(0, descending: true).Values, TestData.Numbers(4, 2));
        GradCheck.Check(v => v.TopK(2, 1).Values, TestData.Numbers(2, 4));
        GradCheck.Check(v => v.Median(1, keepDim: true).Values, TestData.Numbers(2, 4));
    }

    [Fact]
    public void One_hot_vectors()
    {
        Assert.Equal([1L, 0, 0, 0, 0, 1], F.OneHot(Tensor.From([0L, 2])).ToArray<long>());
        Assert.Equal([1, 2, 4], F.OneHot(Tensor.From(new[,] { { 0, 3 } }), 4).Shape);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => F.OneHot(Tensor.From([4L]), 4));
        Assert.StartsWith("OneHot: index 4 is out of range", error.Message, StringComparison.Ordinal);
    }
}
