using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class ReduceOpsTests
{
    private static readonly OpTable s_ops = new("ops_reduce")
    {
        { "sum", a => a.Sum() },
        { "sum_0", a => a.Sum(0) },
        { "sum_1", a => a.Sum(1) },
        { "sum_last_keep", a => a.Sum(-1, keepDim: true) },
        { "sum_two", a => a.Sum([0, 2]) },
        { "mean", a => a.Mean() },
        { "mean_0", a => a.Mean(0) },
        { "mean_1", a => a.Mean(1) },
        { "mean_last_keep", a => a.Mean(-1, keepDim: true) },
        { "mean_two", a => a.Mean([0, 2]) },
        { "var", a => a.Var() },
        { "var_0", a => a.Var(0) },
        { "var_1", a => a.Var(1) },
        { "var_last_keep", a => a.Var(-1, keepDim: true) },
        { "var_two", a => a.Var([0, 2]) },
        { "std", a => a.Std() },
        { "std_0", a => a.Std(0) },
        { "std_1", a => a.Std(1) },
        { "std_last_keep", a => a.Std(-1, keepDim: true) },
        { "std_two", a => a.Std([0, 2]) },
        { "logsumexp_0", a => a.LogSumExp(0) },
        { "logsumexp_1", a => a.LogSumExp(1) },
        { "logsumexp_last_keep", a => a.LogSumExp(-1, keepDim: true) },
        { "logsumexp_two", a => a.LogSumExp([0, 2]) },
        { "amax", a => a.Amax() },
        { "amax_0", a => a.Amax(0) },
        { "amax_1", a => a.Amax(1) },
        { "amax_last_keep", a => a.Amax(-1, keepDim: true) },
        { "amax_two", a => a.Amax([0, 2]) },
        { "amin", a => a.Amin() },
        { "amin_0", a => a.Amin(0) },
        { "amin_1", a => a.Amin(1) },
        { "amin_last_keep", a => a.Amin(-1, keepDim: true) },
        { "amin_two", a => a.Amin([0, 2]) },
        { "logsumexp_all", a => a.LogSumExp([0, 1, 2]) },
        { "logsumexp_infinite", a => a.LogSumExp(1) },
        { "var_biased", a => a.Var(1, correction: 0) },
        { "std_biased", a => a.Std([], correction: 0) },
        { "var_keepdim", a => a.Var([0, 1], keepDim: true) },
        { "prod", a => a.Prod() },
        { "prod_1", a => a.Prod(1) },
        { "prod_with_a_zero", a => a.Prod(1) },
        { "max", a => a.Max() },
        { "max_ties", a => a.Max() },
        { "amax_ties", a => a.Amax(0) },
        { "max_1", a => a.Max(1) },
        { "min_0_keep", a => a.Min(0, keepDim: true) },
        { "min", a => a.Min() },
        { "argmax", a => a.ArgMax() },
        { "argmax_1", a => a.ArgMax(1) },
        { "argmin_0_keep", a => a.ArgMin(0, keepDim: true) },
        { "argmax_nan", a => a.ArgMax() },
        { "max_nan", a => a.Max() },
        { "norm()", a => a.Norm() },
        { "norm(1)", a => a.Norm(1) },
        { "norm(3)", a => a.Norm(3) },
        { "norm(float('inf'))", a => a.Norm(double.PositiveInfinity) },
        { "norm(0)", a => a.Norm(0) },
        { "norm(2, dim=1)", a => a.Norm(2, 1) },
        { "norm(1, dim=0, keepdim=True)", a => a.Norm(1, 0, keepDim: true) },
        { "norm(2, dim=(0, 1))", a => a.Norm(2, [0, 1]) },
        { "norm_of_zeros", a => a.Norm() },
        { "cumsum", a => a.CumSum(1) },
        { "cumsum_0", a => a.CumSum(0) },
        { "cumprod", a => a.CumProd(1) },
        { "sum_int", a => a.Sum() },
        { "sum_int_0", a => a.Sum(0) },
        { "prod_int", a => a.Prod() },
        { "sum_of_none", a => a.Sum() },
        { "sum_of_none_0", a => a.Sum(0) },
        { "mean_of_none", a => a.Mean() },
        { "prod_of_none", a => a.Prod() },
        { "var_of_one", a => a.Var() },
        { "any", a => a.Any() },
        { "any_1", a => a.Any(1) },
        { "all", a => a.All() },
        { "all_1", a => a.All(1) },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    // At a tie, and where a norm has no slope, there is nothing to differentiate.
    public static TheoryData<string> CasesWithGradients =>
        s_ops.CasesWithGradients("max_ties", "amax_ties", "norm(0)", "norm_of_zeros");

    [Fact]
    public void Every_case_has_an_operator() => s_ops.CheckCoverage();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch(string name) => s_ops.CheckValues(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch_from_transposed_memory(string name) => s_ops.CheckTransposedMemory(name);

    [Theory]
    [MemberData(nameof(CasesWithGradients))]
    public void Second_gradients_agree_with_differences(string name) => s_ops.CheckSecondGradients(name);
}
