using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class BinaryOpsTests
{
    private static readonly OpTable s_ops = new("ops_binary")
    {
        { "add", (a, b) => a + b },
        { "add_row", (a, b) => a + b },
        { "add_column", (a, b) => a + b },
        { "add_zero_dim", (a, b) => a + b },
        { "add_three_dims", (a, b) => a + b },
        { "sub", (a, b) => a - b },
        { "sub_row", (a, b) => a - b },
        { "sub_column", (a, b) => a - b },
        { "sub_zero_dim", (a, b) => a - b },
        { "sub_three_dims", (a, b) => a - b },
        { "mul", (a, b) => a * b },
        { "mul_row", (a, b) => a * b },
        { "mul_column", (a, b) => a * b },
        { "mul_zero_dim", (a, b) => a * b },
        { "mul_three_dims", (a, b) => a * b },
        { "div", (a, b) => a / b },
        { "div_row", (a, b) => a / b },
        { "div_column", (a, b) => a / b },
        { "div_zero_dim", (a, b) => a / b },
        { "div_three_dims", (a, b) => a / b },
        { "scalar_right", a => ((a + 2) * 3) - 1 },
        { "scalar_left", a => 1 - (2 / a) },
        { "maximum", (a, b) => a.Maximum(b) },
        { "minimum", (a, b) => a.Minimum(b) },
        { "maximum_nan", (a, b) => a.Maximum(b) },
        { "atan2", (a, b) => a.Atan2(b) },
        { "where", (a, b, c) => Tensor.Where(c, a, b) },
        { "masked_fill", (a, b) => a.MaskedFill(b, -1.5) },
        { "addcmul", (a, b, c) => a.AddCMul(b, c, value: 0.5) },
        { "lerp", (a, b) => a.Lerp(b, 0.3) },
        { "eq", (a, b) => a.Eq(b) },
        { "ne", (a, b) => a.Ne(b) },
        { "lt", (a, b) => a.Lt(b) },
        { "le", (a, b) => a.Le(b) },
        { "gt", (a, b) => a.Gt(b) },
        { "ge", (a, b) => a.Ge(b) },
        { "int_add", (a, b) => a + b },
        { "int_mul", (a, b) => a * b },
        { "int_true_divide", (a, b) => a / b },
        { "int_floor_divide", (a, b) => a.Div(b, RoundingMode.Floor) },
        { "int_trunc_divide", (a, b) => a.Div(b, RoundingMode.Trunc) },
        { "int_remainder", (a, b) => a.Remainder(b) },
        { "remainder", (a, b) => a.Remainder(b) },
        { "int_plus_float", (a, b) => a + b },
        { "int_plus_scalar", a => a + 1.5 },
        { "bool_sum", a => (a > 3).Sum() },
        { "bool_mean_of_int", a => a.Double().Mean() },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    // Where the gradient is constant between jumps there is nothing to differentiate.
    public static TheoryData<string> CasesWithGradients => s_ops.CasesWithGradients("maximum", "minimum");

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
