using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class UnaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, Func<double, double> Expected, Func<int[], Tensor> Input)> s_functions = new()
    {
        ["exp"] = (x => x.Exp(), Math.Exp, TestData.Numbers),
        ["exp2"] = (x => x.Exp2(), x => Math.Pow(2, x), TestData.Numbers),
        ["expm1"] = (x => x.Expm1(), x => Math.Exp(x) - 1, TestData.Numbers),
        ["log"] = (x => x.Log(), Math.Log, TestData.Positive),
        ["log2"] = (x => x.Log2(), Math.Log2, TestData.Positive),
        ["log10"] = (x => x.Log10(), Math.Log10, TestData.Positive),
        ["log1p"] = (x => x.Log1p(), x => Math.Log(1 + x), TestData.Positive),
        ["sqrt"] = (x => x.Sqrt(), Math.Sqrt, TestData.Positive),
        ["rsqrt"] = (x => x.Rsqrt(), x => 1 / Math.Sqrt(x), TestData.Positive),
        ["square"] = (x => x.Square(), x => x * x, TestData.Numbers),
        ["reciprocal"] = (x => x.Reciprocal(), x => 1 / x, TestData.Positive),
        ["sin"] = (x => x.Sin(), Math.Sin, TestData.Numbers),
        ["cos"] = (x => x.Cos(), Math.Cos, TestData.Numbers),
        ["tan"] = (x => x.Tan(), Math.Tan, TestData.Unit),
        ["asin"] = (x => x.Asin(), Math.Asin, TestData.Unit),
        ["acos"] = (x => x.Acos(), Math.Acos, TestData.Unit),
        ["atan"] = (x => x.Atan(), Math.Atan, TestData.Numbers),
        ["sinh"] = (x => x.Sinh(), Math.Sinh, TestData.Numbers),
        ["cosh"] = (x => x.Cosh(), Math.Cosh, TestData.Numbers),
        ["tanh"] = (x => x.Tanh(), Math.Tanh, TestData.Numbers),
        ["asinh"] = (x => x.Asinh(), Math.Asinh, TestData.Numbers),
        ["acosh"] = (x => (x + 1).Acosh(), x => Math.Acosh(x + 1), TestData.Positive),
        ["atanh"] = (x => x.Atanh(), Math.Atanh, TestData.Unit),
        ["sigmoid"] = (x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), TestData.Numbers),
        ["erfinv of erf"] = (x => x.Erf().Erfinv(), x => x, TestData.Unit),
        ["erf and erfc"] = (x => x.Erf() + x.Erfc(), _ => 1, TestData.Numbers),
        ["neg"] = (x => -x, x => -x, TestData.Numbers),
        ["abs"] = (x => x.Abs(), Math.Abs, TestData.Numbers),
        ["sign"] = (x => x.Sign(), x => Math.Sign(x), TestData.Numbers),
        ["floor"] = (x => x.Floor(), Math.Floor, TestData.Numbers),
        ["ceil"] = (x => x.Ceil(), Math.Ceiling, TestData.Numbers),
        ["round"] = (x => x.Round(), Math.Round, TestData.Numbers),
        ["trunc"] = (x => x.Trunc(), Math.Truncate, TestData.Numbers),
        ["pow 2"] = (x => x.Pow(2), x => x * x, TestData.Numbers),
        ["pow 3"] = (x => x.Pow(3), x => x * x * x, TestData.Numbers),
        ["pow 1.5"] = (x => x.Pow(1.5), x => Math.Pow(x, 1.5), TestData.Positive),
        ["pow -1"] = (x => x.Pow(-1), x => 1 / x, TestData.Positive),
        ["pow 0"] = (x => x.Pow(0), _ => 1, TestData.Numbers),
        ["pow of 2"] = (x => Tensor.Pow(2, x), x => Math.Pow(2, x), TestData.Numbers),
        ["clamp"] = (x => x.Clamp(-0.5, 0.75), x => Math.Clamp(x, -0.5, 0.75), TestData.Numbers),
        ["clamp min"] = (x => x.Clamp(min: 0.1), x => Math.Max(x, 0.1), TestData.Numbers),
        ["scalars"] = (x => ((3 - x) * 2 / 4) + 1, x => ((3 - x) / 2) + 1, TestData.Numbers),
        ["over"] = (x => 2 / x, x => 2 / x, TestData.Positive),
        ["remainder"] = (x => x % 0.7, x => x - (Math.Floor(x / 0.7) * 0.7), TestData.Numbers),
    };

    // piecewise constant: their gradients are zeros without history
    private static readonly string[] s_steps = ["sign", "floor", "ceil", "round", "trunc", "pow 0"];

    public static TheoryData<string> Names => [.. s_functions.Keys];

    public static TheoryData<string> SmoothNames => [.. s_functions.Keys.Except(s_steps)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_mathematics(string name)
    {
        var (function, expected, input) = s_functions[name];
        var x = input([3, 7]);
        double[] values = Array.ConvertAll(x.ToArray<double>(), v => expected(v));
        TensorAssert.Close(values, function(x), 1e-13, 1e-13);
        TensorAssert.Close(values, function(x.Float()), 2e-6, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        var (function, _, input) = s_functions[name];
        GradCheck.Check(function, input([2, 5]));
    }

    [Theory]
    [MemberData(nameof(SmoothNames))]
    public void Second_gradients_agree_with_differences(string name)
    {
        var (function, _, input) = s_functions[name];
        GradCheck.CheckSecond(function, input([2, 3]));
    }

    [Fact]
    public void In_place_forms_overwrite_and_keep_the_gradient()
    {
        GradCheck.Check(x => (x * 1).ExpInPlace(), TestData.Numbers(5));
        GradCheck.Check(x => (x * 1).LogInPlace(), TestData.Positive(5));
        GradCheck.Check(x => F.ReluInPlace(x * 1), TestData.Numbers(5));
        GradCheck.Check(x => (x * 1).ClampInPlace(-0.5, 0.5), TestData.Numbers(9));
        var y = Tensor.From([4f, 9f]);
        Assert.Same(y, y.SqrtInPlace());
        TensorAssert.Equal([2, 3], y);
    }

    [Fact]
    public void Integers_become_float32_or_stay()
    {
        var x = Tensor.From([-3L, 0, 4]);
        Assert.Equal(DType.Float32, x.Exp().DType);
        Assert.Equal([3L, 0, 4], x.Abs().ToArray<long>());
        Assert.Equal([3L, 0, -4], (-x).ToArray<long>());
        Assert.Equal([-1L, 0, 1], x.Sign().ToArray<long>());
        Assert.Equal([9L, 0, 16], x.Square().ToArray<long>());
        Assert.Equal([-27L, 0, 64], x.Pow(3).ToArray<long>());
        Assert.Equal([-2L, 0, 3], x.Clamp(-2, 3).ToArray<long>());
        Assert.Equal([-3L, 0, 4], x.Floor().ToArray<long>());
        Assert.Throws<ArgumentException>(() => x.Pow(-1));
    }

    [Fact]
    public void A_saved_input_that_is_overwritten_is_noticed()
    {
        var x = TestData.Positive(3).RequireGrad() * 1;
        var y = x.Log();
        x.MulInPlace(2);
        var error = Assert.Throws<InvalidOperationException>(() => y.Sum().Backward());
        Assert.Contains("modified by an in-place operation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_gradient_does_not_need_may_be_overwritten()
    {
        var x = Tensor.Ones([3], requiresGrad: true);
        var scaled = x * 1;
        var y = scaled * 2;
        scaled.AddInPlace(1);
        y.Sum().Backward();
        TensorAssert.Equal([2, 2, 2], x.Grad!);
    }
}
