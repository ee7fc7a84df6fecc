using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class IndexTests
{
    private static readonly Tensor s_matrix = Tensor.Arange(12).Reshape(3, 4).Float();

    [Fact]
    public void Integers_ranges_and_slices_give_views()
    {
        TensorAssert.Equal([4, 5, 6, 7], s_matrix[1]);
        TensorAssert.Equal([8, 9, 10, 11], s_matrix[^1]);
        TensorAssert.Equal([7], s_matrix[1, -1]);
        TensorAssert.Equal([5, 6, 9, 10], s_matrix[1.., 1..^1]);
        TensorAssert.Equal([0, 2, 8, 10], s_matrix[TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)]);
        TensorAssert.Equal([3, 7, 11], s_matrix[TensorIndex.Ellipsis, ^1]);
        Assert.Equal(new Shape(3, 1, 4), s_matrix[.., TensorIndex.NewAxis].Shape);
        Assert.True(s_matrix[1].SharesMemoryWith(s_matrix));
        Assert.Equal(new Shape(0, 4), s_matrix[5..].Shape);
    }

    [Fact]
    public void Tensors_of_positions_follow_NumPys_rule()
    {
        var rows = Tensor.From([2L, 0, 2]);
        TensorAssert.Equal([8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11], s_matrix[rows]);
        TensorAssert.Equal([10, 2, 11], s_matrix[rows, Tensor.From([2L, -2, 3])]);
        Assert.Equal(new Shape(3, 3), s_matrix[.., rows].Shape);
        var cube = Tensor.Arange(24).Reshape(2, 3, 4);
        Assert.Equal(new Shape(2, 3), cube[.., rows, rows].Shape);
        Assert.Equal(new Shape(3, 3), cube[Tensor.From([0L, 1, 0]), .., rows].Shape);
        Assert.Equal([0L, 4, 8, 12], cube[Tensor.From([0L, 1]).Unsqueeze(1), Tensor.From([0L, 1, 2]), 0].ToArray<long>().Take(4));
    }

    [Fact]
    public void Masks_choose_elements()
    {
        TensorAssert.Equal([10, 11], s_matrix[s_matrix > 9]);
        TensorAssert.Equal([0, 1, 2, 3, 8, 9, 10, 11], s_matrix[Tensor.From([true, false, true])]);
        TensorAssert.Equal([10, 11], s_matrix.MaskedSelect(s_matrix > 9));
        Assert.Equal([0L, 1, 2, 0], Tensor.From(new[,] { { 0, 3 }, { 0, 0 }, { 1, 0 } }).NonZero().ToArray<long>());
    }

    [Fact]
    public void Setting_overwrites_parts()
    {
        var x = Tensor.Zeros(3, 4);
        x[0] = Tensor.Ones(4);
        x[1.., ^1] = Tensor.FromScalar(5f);
        x[Tensor.From([2L, 1]), Tensor.From([0L, 1])] = Tensor.From([7f, 8]);
        TensorAssert.Equal([1, 1, 1, 1, 0, 8, 0, 5, 7, 0, 0, 5], x);
        x[x > 4] = Tensor.FromScalar(-1f);
        TensorAssert.Equal([1, 1, 1, 1, 0, -1, 0, -1, -1, 0, 0, -1], x);
        GradCheck.Check(
            (a, b) =>
            {
                var y = a * 1;
                y[Tensor.From([2L, 0])] = b;
                y[.., 1] = b[0];
                return y;
            },
            TestData.Numbers(3, 2),
            TestData.Positive(2));
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        var index = Tensor.From([3L, 0, 3]);
        var positions = Tensor.From(new[,] { { 0L, 2, 1 }, { 1, 1, 0 } });
        GradCheck.Check(x => x[1.., ^1], TestData.Numbers(4, 2));
        GradCheck.Check(x => x[index], TestData.Numbers(4, 2));
        GradCheck.Check(x => x[.., index, index], TestData.Numbers(2, 4, 4));
        GradCheck.Check(x => x[x.Detach() > 0], TestData.Numbers(4, 2));
        GradCheck.Check(x => x.IndexSelect(1, index), TestData.Numbers(2, 4));
        GradCheck.Check(x => x.MaskedSelect(x.Detach() > 0), TestData.Numbers(4, 2));
        GradCheck.Check(x => x.Take(index), TestData.Numbers(2, 3));
        GradCheck.Check(x => x.Gather(0, positions), TestData.Numbers(3, 3));
        GradCheck.Check((x, s) => x.Scatter(1, Tensor.From(new[,] { { 0L, 2, 1 }, { 3, 1, 0 } }), s), TestData.Numbers(2, 4), TestData.Positive(2, 3));
        GradCheck.Check((x, s) => x.ScatterAdd(1, positions, s), TestData.Numbers(2, 4), TestData.Positive(2, 3));
        GradCheck.Check((x, s) => x.IndexAdd(1, index, s), TestData.Numbers(2, 4), TestData.Positive(2, 3));
        GradCheck.CheckSecond(x => x[index].Square(), TestData.Numbers(4, 2));
        GradCheck.CheckSecond(x => x.Gather(0, positions).Square(), TestData.Numbers(3, 3));
        GradCheck.CheckSecond((x, s) => x.ScatterAdd(1, positions, s).Square(), TestData.Numbers(2, 4), TestData.Positive(2, 3));
    }

    [Fact]
    public void Scatter_and_gather_move_single_elements()
    {
        var index = Tensor.From(new[,] { { 0L, 2 }, { 3, 3 } });
        TensorAssert.Equal([1, 0, 2, 0, 0, 0, 0, 4], Tensor.Zeros(2, 4).Scatter(1, index, Tensor.From(new[,] { { 1f, 2 }, { 3, 4 } })));
        TensorAssert.Equal([1, 0, 2, 0, 0, 0, 0, 7], Tensor.Zeros(2, 4).ScatterAdd(1, index, Tensor.From(new[,] { { 1f, 2 }, { 3, 4 } })));
        TensorAssert.Equal([9, 0, 9, 0, 0, 0, 0, 9], Tensor.Zeros(2, 4).Scatter(1, index, 9));
        TensorAssert.Equal([0, 2, 7, 7], s_matrix.Gather(1, index));
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => s_matrix.IndexSelect(0, Tensor.From([0L, 3])));
        Assert.StartsWith("IndexSelect: index 3 is out of range for dimension 0 of size 3. input has shape [3, 4], index has shape [2].", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_matrix[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_matrix[Tensor.From([-4L])]);
        var argument = Assert.Throws<ArgumentException>(() => s_matrix[0, 0, 0]);
        Assert.Equal("this[]: 3 dimensions are indexed, but the tensor has 2. input has shape [3, 4].", argument.Message);
        argument = Assert.Throws<ArgumentException>(() => s_matrix[Tensor.From([true, false])]);
        Assert.Equal("this[]: the mask must have the shape of the dimensions it covers, [3], but has [2]. input has shape [3, 4].", argument.Message);
        argument = Assert.Throws<ArgumentException>(() => s_matrix.IndexSelect(0, Tensor.From([0.5f])));
        Assert.Equal("IndexSelect: the index must be int64 or int32, but got float32. input has shape [3, 4], index has shape [1].", argument.Message);
        argument = Assert.Throws<ArgumentException>(() => s_matrix.Gather(0, Tensor.From([0L])));
        Assert.StartsWith("Gather: the index must have as many dimensions and, but for dimension 0, no larger sizes. input has shape [3, 4], index has shape [1].", argument.Message, StringComparison.Ordinal);
    }
}
