using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class UnaryOpsTests
{
    private static readonly OpTable s_ops = new("ops_unary")
    {
        { "exp", a => a.Exp() },
        { "expm1", a => a.Expm1() },
        { "sin", a => a.Sin() },
        { "cos", a => a.Cos() },
        { "tan", a => a.Tan() },
        { "tanh", a => a.Tanh() },
        { "sigmoid", a => a.Sigmoid() },
        { "erf", a => a.Erf() },
        { "erfc", a => a.Erfc() },
        { "atan", a => a.Atan() },
        { "sinh", a => a.Sinh() },
        { "cosh", a => a.Cosh() },
        { "asinh", a => a.Asinh() },
        { "square", a => a.Square() },
        { "abs", a => a.Abs() },
        { "neg", a => a.Neg() },
        { "sign", a => a.Sign() },
        { "floor", a => a.Floor() },
        { "ceil", a => a.Ceil() },
        { "trunc", a => a.Trunc() },
        { "round", a => a.Round() },
        { "relu", a => a.Relu() },
        { "log", a => a.Log() },
        { "log2", a => a.Log2() },
        { "log10", a => a.Log10() },
        { "log1p", a => a.Log1p() },
        { "sqrt", a => a.Sqrt() },
        { "rsqrt", a => a.Rsqrt() },
        { "reciprocal", a => a.Reciprocal() },
        { "asin", a => a.Asin() },
        { "acos", a => a.Acos() },
        { "atanh", a => a.Atanh() },
        { "erfinv", a => a.Erfinv() },
        { "round_half_even", a => a.Round() },
        { "pow_scalar", a => a.Pow(3) },
        { "pow_fraction", a => a.Pow(0.5) },
        { "pow_negative", a => a.Pow(-2) },
        { "pow_zero", a => a.Pow(0) },
        { "pow_tensor", (a, b) => a.Pow(b) },
        { "pow_of_scalar", a => Tensor.Pow(2.0, a) },
        { "clamp", a => a.Clamp(-0.5, 0.5) },
        { "clamp_min", a => a.Clamp(min: 0.1) },
        { "clamp_max", a => a.Clamp(max: 0.1) },
        { "leaky_relu", a => F.LeakyRelu(a, 0.1) },
        { "gelu", a => F.Gelu(a) },
        { "gelu_tanh", a => F.Gelu(a, GeluApproximation.Tanh) },
        { "softplus", a => F.Softplus(a) },
        { "logsigmoid", a => F.LogSigmoid(a) },
        { "log_special", a => a.Log() },
        { "sqrt_special", a => a.Sqrt() },
        { "sign_special", a => a.Sign() },
        { "isnan", a => a.IsNaN() },
        { "isinf", a => a.IsInf() },
        { "isfinite", a => a.IsFinite() },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    // Where the gradient is constant between jumps there is nothing to differentiate.
    public static TheoryData<string> CasesWithGradients =>
        s_ops.CasesWithGradients("sign", "floor", "ceil", "trunc", "round", "round_half_even", "pow_zero");

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
