using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class MatMulTests
{
    [Theory]
    [InlineData(new[] { 4 }, new[] { 4 }, new int[0])]
    [InlineData(new[] { 4 }, new[] { 4, 3 }, new[] { 3 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 }, new[] { 3 })]
    [InlineData(new[] { 3, 4 }, new[] { 4, 2 }, new[] { 3, 2 })]
    [InlineData(new[] { 4 }, new[] { 2, 4, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 4 }, new[] { 2, 3 })]
    [InlineData(new[] { 3, 4 }, new[] { 2, 4, 2 }, new[] { 2, 3, 2 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 4, 2 }, new[] { 2, 3, 2 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 2, 4, 2 }, new[] { 2, 3, 2 })]
    [InlineData(new[] { 2, 1, 2, 3 }, new[] { 1, 2, 3, 2 }, new[] { 2, 2, 2, 2 })]
    [InlineData(new[] { 2, 0 }, new[] { 0, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 2, 0 }, new[] { 0, 3 }, new[] { 2, 2, 3 })]
    [InlineData(new[] { 0, 2 }, new[] { 2, 3 }, new[] { 0, 3 })]
    public void All_ranks_give_the_sums_of_products(int[] left, int[] right, int[] expected)
    {
        var (a, b) = (TestData.Numbers(left), TestData.Positive(right));
        var product = a.MatMul(b);
        Assert.Equal(new Shape(expected), product.Shape);
        TensorAssert.Close(TensorAssert.Values(Slow(a, b)), product);
        TensorAssert.Close(TensorAssert.Values(product), a.Float().MatMul(b.Float()), 1e-5, 1e-5);
        GradCheck.Check((x, y) => x.MatMul(y), a, b);
    }

    [Fact]
    public void Second_gradients_agree_with_differences()
    {
        GradCheck.CheckSecond((a, b) => a.Mm(b), TestData.Numbers(2, 3), TestData.Positive(3, 2));
        GradCheck.CheckSecond((a, b) => a.MatMul(b), TestData.Numbers(2, 2, 3), TestData.Positive(2, 3, 1));
        GradCheck.CheckSecondMany(x => [F.Linear(x[0], x[1], x[2])], [TestData.Numbers(2, 3), TestData.Positive(4, 3), TestData.Unit(4)]);
    }

    [Fact]
    public void Views_are_read_where_they_lie()
    {
        var a = TestData.Numbers(5, 4).T;
        var b = TestData.Positive(5, 6)[.., TensorIndex.Slice(0, 6, 2)];
        TensorAssert.Close(TensorAssert.Values(Slow(a, b)), a.Mm(b));
        var row = TestData.Numbers(1, 3).Expand(4, 3);
        TensorAssert.Close(TensorAssert.Values(Slow(row, TestData.Positive(3, 2))), row.Mm(TestData.Positive(3, 2)));
        GradCheck.Check((x, y) => x.T.MatMul(y.T), TestData.Numbers(3, 2), TestData.Positive(4, 3));
    }

    [Fact]
    public void Special_products()
    {
        var (a, b) = (TestData.Numbers(3), TestData.Positive(3));
        TensorAssert.Close(TensorAssert.Values((a * b).Sum()), a.Dot(b));
        TensorAssert.Close(TensorAssert.Values(a.Unsqueeze(1) * b), a.Outer(b));
        TensorAssert.Equal([5, 11], Tensor.From(new[,] { { 1f, 2 }, { 3, 4 } }).Mv(Tensor.From([1f, 2])));
        Assert.Equal([5L, 11], Tensor.From(new[,] { { 1L, 2 }, { 3, 4 } }).MatMul(Tensor.From([1L, 2])).ToArray<long>());
        var m = Tensor.Eye(2);
        TensorAssert.Equal([2.5, 0.5, 0.5, 2.5], Tensor.Ones(2).AddMM(m, m, beta: 0.5, alpha: 2));
        GradCheck.CheckMany(x => [x[0].AddMM(x[1], x[2], 0.5, 2)], [TestData.Numbers(2), TestData.Numbers(3, 2), TestData.Positive(2, 2)]);
    }

    [Fact]
    public void Linear_is_the_product_with_the_transposed_weight()
    {
        var (x, w, b) = (TestData.Numbers(2, 5, 3), TestData.Positive(4, 3), TestData.Unit(4));
        TensorAssert.AllClose(x.MatMul(w.T) + b, F.Linear(x, w, b));
        TensorAssert.AllClose(x.MatMul(w.T), F.Linear(x, w));
        TensorAssert.AllClose(w.MatMul(x[0][0]), F.Linear(x[0][0], w));
        GradCheck.CheckMany(t => [F.Linear(t[0], t[1], t[2])], [x, w, b]);
        w.RequireGrad();
        F.Linear(x, w).Sum().Backward();
        Assert.True(w.Grad!.IsContiguous);
    }

    [Fact]
    public void Mistakes_are_named_with_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3).MatMul(Tensor.Ones(2, 3)));
        Assert.Equal("MatMul: the inner sizes must agree, but got 3 and 2. input has shape [2, 3], other has shape [2, 3].", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3).MatMul(Tensor.Ones([3, 2], DType.Float64)));
        Assert.Equal("MatMul: input and other must have one element type, but got float32 and float64. input has shape [2, 3], other has shape [3, 2].", error.Message);
        error = Assert.Throws<ArgumentException>(() => F.Linear(Tensor.Ones(32, 7), Tensor.Ones(5, 8)));
        Assert.Equal("Linear: expected 8 input features (weight [5, 8]), but input [32, 7] has 7.", error.Message);
        error = Assert.Throws<ArgumentException>(() => F.Linear(Tensor.Ones(32, 8), Tensor.Ones(5, 8), Tensor.Ones(8)));
        Assert.Equal("Linear: bias must have one element per output feature, but has shape [8]. weight has shape [5, 8].", error.Message);
    }

    // sums of products by broadcasting alone
    private static Tensor Slow(Tensor a, Tensor b)
    {
        var left = a.Dim == 1 ? a.Unsqueeze(0) : a;
        var right = b.Dim == 1 ? b.Unsqueeze(1) : b;
        var product = (left.Unsqueeze(-1) * right.Unsqueeze(-3)).Sum(-2);
        product = a.Dim == 1 ? product.Squeeze(-2) : product;
        return b.Dim == 1 ? product.Squeeze(-1) : product;
    }
}
