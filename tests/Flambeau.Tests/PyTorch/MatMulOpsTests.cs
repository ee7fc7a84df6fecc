using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class MatMulOpsTests
{
    private static readonly OpTable s_ops = new("ops_matmul")
    {
        { "matmul_1d_1d", (a, b) => a.MatMul(b) },
        { "matmul_1d_2d", (a, b) => a.MatMul(b) },
        { "matmul_2d_1d", (a, b) => a.MatMul(b) },
        { "matmul_2d_2d", (a, b) => a.MatMul(b) },
        { "matmul_1d_3d", (a, b) => a.MatMul(b) },
        { "matmul_3d_1d", (a, b) => a.MatMul(b) },
        { "matmul_2d_3d", (a, b) => a.MatMul(b) },
        { "matmul_3d_2d", (a, b) => a.MatMul(b) },
        { "matmul_3d_3d", (a, b) => a.MatMul(b) },
        { "matmul_3d_broadcast", (a, b) => a.MatMul(b) },
        { "matmul_4d_3d", (a, b) => a.MatMul(b) },
        { "matmul_4d_broadcast", (a, b) => a.MatMul(b) },
        { "matmul_1d_4d", (a, b) => a.MatMul(b) },
        { "matmul_4d_1d", (a, b) => a.MatMul(b) },
        { "matmul_empty_inner", (a, b) => a.MatMul(b) },
        { "matmul_empty_rows", (a, b) => a.MatMul(b) },
        { "matmul_transposed", (a, b) => a.Transpose(0, 1).MatMul(b.Transpose(0, 1)) },
        { "matmul_int", (a, b) => a.MatMul(b) },
        { "bmm", (a, b) => a.Bmm(b) },
        { "addmm", (a, b, c) => a.AddMM(b, c, beta: 0.5, alpha: 2.0) },
        { "dot", (a, b) => a.Dot(b) },
        { "outer", (a, b) => a.Outer(b) },
        { "linear", (a, b, c) => F.Linear(a, b, c) },
        { "trace", a => a.Trace() },
        { "diagonal", a => a.Diagonal() },
        { "tril", a => a.Tril() },
        { "triu_1", a => a.Triu(1) },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    public static TheoryData<string> CasesWithGradients => s_ops.CasesWithGradients();

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
