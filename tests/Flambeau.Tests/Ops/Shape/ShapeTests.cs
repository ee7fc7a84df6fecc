using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class ShapeTests
{
    private static readonly Tensor s_matrix = Tensor.Arange(6).Reshape(2, 3);

    [Fact]
    public void Parts_are_views_and_add_up()
    {
        var parts = Tensor.Arange(7).Split(3);
        Assert.Equal([3, 3, 1], parts.Select(p => p.Numel));
        Assert.Equal([6L], parts[2].ToArray<long>());
        Assert.Equal([1L, 2, 4, 5], s_matrix.Split([1, 2], 1)[1].ToArray<long>());
        Assert.Equal([3, 3, 1], Tensor.Arange(7).Chunk(3).Select(p => p.Numel));
        Assert.Equal([1L, 4], s_matrix.Unbind(1)[1].ToArray<long>());
        Assert.True(parts[0].SharesMemoryWith(parts[1]));
        GradCheck.CheckMany(x => x[0].Split(2), [TestData.Numbers(5, 2)]);
        GradCheck.CheckMany(x => x[0].Unbind(1), [TestData.Numbers(2, 3)]);
        var error = Assert.Throws<ArgumentException>(() => s_matrix.Split([1, 1], 1));
        Assert.Equal("Split: the sizes [1, 1] must add up to 3, the size of dimension 1, but give 2. input has shape [2, 3].", error.Message);
    }

    [Fact]
    public void Repetition()
    {
        Assert.Equal([0L, 1, 0, 1], Tensor.Arange(2).Repeat(2).ToArray<long>());
        Assert.Equal([4, 3], s_matrix.Repeat(2, 1).Shape);
        Assert.Equal([2, 2, 6], s_matrix.Repeat(2, 1, 2).Shape);
        Assert.Equal([2, 6], s_matrix.Tile(2).Shape);
        Assert.False(s_matrix.Repeat(1, 1).SharesMemoryWith(s_matrix));
        Assert.Equal([0L, 0, 1, 1], Tensor.Arange(2).RepeatInterleave(2).ToArray<long>());
        Assert.Equal([0L, 1, 2, 3, 4, 5, 3, 4, 5], s_matrix.RepeatInterleave(Tensor.From([1L, 2]), 0).ToArray<long>());
        GradCheck.Check(x => x.Repeat(2, 1, 3), TestData.Numbers(2, 2));
        GradCheck.Check(x => x.RepeatInterleave(3, 0), TestData.Numbers(2, 2));
        Assert.Throws<ArgumentException>(() => s_matrix.Repeat(2));
    }

    [Fact]
    public void Other_orders()
    {
        Assert.Equal([5L, 4, 3, 2, 1, 0], s_matrix.Flip(0, 1).ToArray<long>());
        Assert.Equal([2L, 0, 1, 5, 3, 4], s_matrix.Roll(1, 1).ToArray<long>());
        Assert.Equal([5L, 0, 1, 2, 3, 4], s_matrix.Roll(1).ToArray<long>());
        Assert.Equal([4L, 5, 3, 1, 2, 0], s_matrix.Roll([1, -1], [0, 1]).ToArray<long>());
        GradCheck.Check(x => x.Flip(1), TestData.Numbers(2, 3));
        GradCheck.Check(x => x.Roll(2, 0), TestData.Numbers(3, 2));
    }

    [Fact]
    public void Triangles_and_diagonals()
    {
        var x = Tensor.Ones(3, 3);
        TensorAssert.Equal([1, 0, 0, 1, 1, 0, 1, 1, 1], x.Tril());
        TensorAssert.Equal([0, 1, 1, 0, 0, 1, 0, 0, 0], x.Triu(1));
        TensorAssert.Equal([1, 1, 0, 1, 1, 1, 1, 1, 1], x.Tril(1));
        Assert.Equal([0L, 4], s_matrix.Diagonal().ToArray<long>());
        Assert.Equal([1L, 5], s_matrix.Diag(1).ToArray<long>());
        Assert.Equal([0L, 1, 0, 0], Tensor.From([1L]).Diag(1).ToArray<long>());
        Assert.Equal(4, s_matrix.Trace().Item());
        GradCheck.Check(v => v.Tril(), TestData.Numbers(2, 3, 3));
        GradCheck.Check(v => v.Diagonal(1, 1, 2), TestData.Numbers(2, 3, 3));
        GradCheck.Check(v => v.DiagEmbed(-1), TestData.Numbers(2, 2));
        Assert.Throws<ArgumentException>(() => x.Diagonal(0, 1, 1));
    }

    [Fact]
    public void Ranges()
    {
        Assert.Equal([2L, 5, 8], Tensor.Arange(2, 11, 3).ToArray<long>());
        Assert.Equal([5L, 3, 1], Tensor.Arange(5, 0, -2).ToArray<long>());
        Assert.Equal(DType.Float32, Tensor.Arange(0, 1, 0.3).DType);
        TensorAssert.Close([0, 0.5, 1], Tensor.Linspace(0, 1, 3));
        TensorAssert.Close([1, 10, 100], Tensor.Logspace(0, 2, 3), 1e-5, 1e-6);
        TensorAssert.Equal([1, 0, 0, 0, 1, 0], Tensor.Eye(2, 3));
        TensorAssert.Equal([7, 7], Tensor.FullLike(Tensor.Ones(2), 7));
        Assert.Equal([0], Tensor.Linspace(0, 1, 0).Shape);
        var error = Assert.Throws<ArgumentException>(() => Tensor.Arange(0, 5, -1));
        Assert.Equal("Arange: the step must lead from start to end, but got start 0, end 5 and step -1.", error.Message);
    }

    [Fact]
    public void Equality()
    {
        var x = Tensor.From([1f, 2, float.PositiveInfinity]);
        Assert.True(x.AllClose(x + 1e-6));
        Assert.False(x.AllClose(x + 1e-2));
        Assert.Equal([true, true, false], x.IsClose(Tensor.From([1f, 2, 3])).ToArray<bool>());
        var nan = Tensor.From([float.NaN]);
        Assert.False(nan.AllClose(nan));
        Assert.True(nan.AllClose(nan, equalNaN: true));
        Assert.True(x.Equal(x.Clone()));
        Assert.False(x.Equal(x.Double()));
        Assert.True(Tensor.From([1L, 2]).AllClose(Tensor.From([1L, 2])));
    }
}
