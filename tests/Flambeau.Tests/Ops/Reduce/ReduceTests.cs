using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class ReduceTests
{
    private static readonly Dictionary<string, (Func<Tensor, int[], bool, Tensor> Function, Func<double[], double> Expected)> s_functions = new()
    {
        ["sum"] = ((x, dims, keep) => x.Sum(dims, keep), v => v.Sum()),
        ["mean"] = ((x, dims, keep) => x.Mean(dims, keep), v => v.Average()),
        ["prod"] = ((x, dims, keep) => x.Prod(dims, keep), v => v.Aggregate(1.0, (a, b) => a * b)),
        ["var"] = ((x, dims, keep) => x.Var(dims, 1, keep), v => Variance(v, 1)),
        ["biased var"] = ((x, dims, keep) => x.Var(dims, 0, keep), v => Variance(v, 0)),
        ["std"] = ((x, dims, keep) => x.Std(dims, 1, keep), v => Math.Sqrt(Variance(v, 1))),
        ["amax"] = ((x, dims, keep) => x.Amax(dims, keep), v => v.Max()),
        ["amin"] = ((x, dims, keep) => x.Amin(dims, keep), v => v.Min()),
        ["norm"] = ((x, dims, keep) => x.Norm(2, dims, keep), v => Math.Sqrt(v.Sum(a => a * a))),
        ["norm 1"] = ((x, dims, keep) => x.Norm(1, dims, keep), v => v.Sum(Math.Abs)),
        ["norm 3"] = ((x, dims, keep) => x.Norm(3, dims, keep), v => Math.Cbrt(v.Sum(a => Math.Abs(a * a * a)))),
        ["norm inf"] = ((x, dims, keep) => x.Norm(double.PositiveInfinity, dims, keep), v => v.Max(Math.Abs)),
        ["logsumexp"] = ((x, dims, keep) => x.LogSumExp(dims, keep), v => Math.Log(v.Sum(Math.Exp))),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_mathematics(string name)
    {
        var (function, expected) = s_functions[name];
        var x = TestData.Numbers(3, 4, 5);
        double[] values = x.ToArray<double>();
        double[] rows = [.. values.Chunk(5).Select(row => expected(row))];
        double[] columns = [.. Enumerable.Range(0, 4).Select(j => expected([.. values.Where((_, i) => i / 5 % 4 == j)]))];
        TensorAssert.Close([expected(values)], function(x, [], false), 1e-12, 1e-12);
        TensorAssert.Close(rows, function(x, [-1], false), 1e-12, 1e-12);
        TensorAssert.Close(columns, function(x, [0, 2], false), 1e-12, 1e-12);
        TensorAssert.Close(columns, function(x.Transpose(0, 2).Contiguous().Transpose(0, 2).Float(), [2, 0], true), 1e-5, 1e-5);
        Assert.Equal([1, 4, 1], function(x, [0, 2], true).Shape);
        Assert.Equal([3, 4], function(x, [2], false).Shape);
        Assert.Empty(function(x, [], false).Shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        var function = s_functions[name].Function;
        GradCheck.Check(x => function(x, [], false), TestData.Numbers(2, 3));
        GradCheck.Check(x => function(x, [1], false), TestData.Numbers(2, 3, 2));
        GradCheck.Check(x => function(x, [0, 2], true), TestData.Numbers(2, 3, 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Second_gradients_agree_with_differences(string name) =>
        GradCheck.CheckSecond(x => s_functions[name].Function(x, [1], false).Square(), TestData.Numbers(2, 3));

    [Fact]
    public void Products_with_zeros_have_gradients_of_both_orders()
    {
        var x = Tensor.From(new[,] { { 2.0, 0, 3 }, { 0, 0, 4 }, { 1, 2, 3 } });
        GradCheck.Check(v => v.Prod(1), x);
        GradCheck.Check(v => v.Prod([0, 1]), x);
        GradCheck.CheckSecond(v => v.Prod(1), x);
        GradCheck.Check(v => v.CumProd(1), x);
        GradCheck.CheckSecond(v => v.CumProd(0), x);
    }

    [Fact]
    public void Running_sums_and_products()
    {
        var x = Tensor.From(new[,] { { 1L, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([1L, 3, 6, 4, 9, 15], x.CumSum(1).ToArray<long>());
        Assert.Equal([1L, 2, 3, 5, 7, 9], x.CumSum(0).ToArray<long>());
        Assert.Equal([1L, 2, 6, 4, 20, 120], x.CumProd(-1).ToArray<long>());
        GradCheck.Check(v => v.CumSum(1), TestData.Numbers(2, 3, 2));
        GradCheck.Check(v => v.CumProd(0), TestData.Numbers(3, 2));
        GradCheck.CheckSecond(v => v.CumSum(1).Square(), TestData.Numbers(2, 3));
        GradCheck.CheckSecond(v => v.CumProd(0), TestData.Numbers(3, 2));
    }

    [Fact]
    public void Extremes_along_a_dimension_come_with_their_places()
    {
        var x = Tensor.From(new[,] { { 1f, 5, 5 }, { 7, 0, float.NaN } });
        var (values, indices) = x.Max(1);
        TensorAssert.Equal([5, float.NaN], values);
        Assert.Equal([1L, 2], indices.ToArray<long>());
        Assert.Equal([0L, 2], x.Min(1, keepDim: true).Indices.ToArray<long>());
        Assert.Equal(5, x.ArgMax().Item());
        Assert.Equal([0L, 0, 0], x[..1].ArgMin(0).ToArray<long>());
        GradCheck.Check(v => v.Max(1).Values, TestData.Numbers(3, 4));
        GradCheck.Check(v => v.Min(0, keepDim: true).Values, TestData.Numbers(3, 4));
        var ties = Tensor.From([1.0, 3, 3]).RequireGrad();
        ties.Max().Backward();
        TensorAssert.Equal([0, 0.5, 0.5], ties.Grad!);
        Assert.True(Tensor.From([true, false]).Max().Item() == 1);
    }

    [Fact]
    public void Questions_and_counts()
    {
        var x = Tensor.From(new[,] { { 0f, 2 }, { 0, 0 } });
        Assert.Equal([true, false], x.Any(1).ToArray<bool>());
        Assert.Equal([false, false], x.All(1).ToArray<bool>());
        Assert.Equal(1, x.Any().Item());
        Assert.Equal(1, x.CountNonzero().Item());
        Assert.Equal([0L, 1], x.CountNonzero(0).ToArray<long>());
        Assert.Equal(1, Tensor.Empty(0).All().Item());
    }

    [Fact]
    public void Nothing_sums_to_zero_and_has_no_extreme()
    {
        var x = Tensor.Zeros([0, 3]);
        Assert.Equal(0, x.Sum().Item());
        Assert.Equal(1, x.Prod().Item());
        Assert.True(double.IsNaN(x.Mean().Item()));
        TensorAssert.Equal([0, 0, 0], x.Sum(0));
        var error = Assert.Throws<ArgumentException>(() => x.Max());
        Assert.Equal("Max: there must be at least one element to choose from, but there is none. input has shape [0, 3].", error.Message);
        Assert.Throws<ArgumentException>(() => Tensor.From([1L]).Mean());
        var (variance, mean) = TestData.Numbers(4).VarMean([]);
        Assert.Empty(variance.Shape);
        Assert.Empty(mean.Shape);
    }

    private static double Variance(double[] values, double correction)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - correction);
    }
}
