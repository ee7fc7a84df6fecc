using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class BinaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Function, Func<double, double, double> Expected)> s_functions = new()
    {
        ["add"] = ((a, b) => a + b, (a, b) => a + b),
        ["sub"] = ((a, b) => a - b, (a, b) => a - b),
        ["mul"] = ((a, b) => a * b, (a, b) => a * b),
        ["div"] = ((a, b) => a / b, (a, b) => a / b),
        ["floor divide"] = ((a, b) => a.FloorDivide(b), (a, b) => Math.Floor(a / b)),
        ["trunc divide"] = ((a, b) => a.Div(b, RoundingMode.Trunc), (a, b) => Math.Truncate(a / b)),
        ["remainder"] = ((a, b) => a % b, (a, b) => a - (Math.Floor(a / b) * b)),
        ["pow"] = ((a, b) => b.Pow(a), (a, b) => Math.Pow(b, a)),
        ["maximum"] = ((a, b) => a.Maximum(b), Math.Max),
        ["minimum"] = ((a, b) => a.Minimum(b), Math.Min),
        ["atan2"] = ((a, b) => a.Atan2(b), Math.Atan2),
        ["addcmul"] = ((a, b) => a.AddCMul(a, b, 0.5), (a, b) => a + (0.5 * a * b)),
        ["addcdiv"] = ((a, b) => a.AddCDiv(a, b), (a, b) => a + (a / b)),
        ["lerp"] = ((a, b) => a.Lerp(b, 0.3), (a, b) => a + (0.3 * (b - a))),
        ["where"] = ((a, b) => Tensor.Where(a < 0.5, a, b), (a, b) => a < 0.5 ? a : b),
        ["clamp"] = ((a, b) => a.Clamp(null, b), Math.Min),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    // rounded quotients are piecewise constant: their gradients are zeros without history
    public static TheoryData<string> SmoothNames => [.. s_functions.Keys.Where(name => !name.EndsWith("divide", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_mathematics(string name)
    {
        var (function, expected) = s_functions[name];
        var (a, b) = (TestData.Numbers(3, 4), TestData.Positive(4));
        double[] values = new double[12];
        for (int i = 0; i < 12; i++)
        {
            values[i] = expected(a.ToArray<double>()[i], b.ToArray<double>()[i % 4]);
        }

        TensorAssert.Close(values, function(a, b), 1e-13, 1e-13);
        TensorAssert.Close(values, function(a.Float(), b.Float()), 2e-6, 2e-6);
        TensorAssert.Close(values, function(a.T.Contiguous().T, b.Expand(3, 4)), 1e-13, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        GradCheck.Check(s_functions[name].Function, TestData.Numbers(2, 1, 3), TestData.Positive(2, 1));
        GradCheck.Check(s_functions[name].Function, TestData.Numbers(3), TestData.Positive());
    }

    [Theory]
    [MemberData(nameof(SmoothNames))]
    public void Second_gradients_agree_with_differences(string name) =>
        GradCheck.CheckSecond(s_functions[name].Function, TestData.Numbers(2, 3), TestData.Positive(3));

    [Fact]
    public void In_place_forms_keep_shape_type_and_gradient()
    {
        GradCheck.Check((a, b) => (a * 1).DivInPlace(b), TestData.Numbers(2, 3), TestData.Positive(3));
        GradCheck.Check((a, b) => (a * 1).SubInPlace(b), TestData.Numbers(2, 3), TestData.Positive(3));
        GradCheck.Check((a, b) => (b * 1).PowInPlace(a), TestData.Numbers(3), TestData.Positive(3));
        GradCheck.Check((a, b) => (a * 1).AddCMulInPlace(a, b, 2), TestData.Numbers(2, 3), TestData.Positive(3));
        GradCheck.Check(a => { var x = a * 1; return x.MulInPlace(x); }, TestData.Numbers(3));
        var y = Tensor.From([1f, 2f]);
        y -= Tensor.From([0.5f, 0.5f]);
        y /= 2;
        y += 1;
        TensorAssert.Equal([1.25, 1.75], y);
    }

    [Fact]
    public void Integers_divide_to_float32_and_round_like_Python()
    {
        var a = Tensor.From([7L, -7, 7, -7]);
        var b = Tensor.From([2L, 2, -2, -2]);
        Assert.Equal([3.5f, -3.5f, -3.5f, 3.5f], (a / b).ToArray<float>());
        Assert.Equal([3L, -4, -4, 3], a.FloorDivide(b).ToArray<long>());
        Assert.Equal([3L, -3, -3, 3], a.Div(b, RoundingMode.Trunc).ToArray<long>());
        Assert.Equal([1L, 1, -1, -1], (a % b).ToArray<long>());
        Assert.Throws<DivideByZeroException>(() => a.FloorDivide(0));
    }

    [Fact]
    public void NaN_wins_and_equal_elements_share_the_gradient()
    {
        var x = Tensor.From([1.0, double.NaN, 2]).RequireGrad();
        var y = Tensor.From([1.0, 3, double.NaN]);
        TensorAssert.Equal([1, double.NaN, double.NaN], x.Maximum(y));
        x.Minimum(y).Sum().Backward();
        TensorAssert.Equal([0.5, 1, 1], x.Grad!);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3) - Tensor.Ones(4));
        Assert.Equal("Sub: sizes must be equal or 1 in every dimension, but got 3 and 4 in dimension 1. input has shape [2, 3], other has shape [4].", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Ones(3).DivInPlace(Tensor.Ones(2, 3)));
        Assert.Equal("DivInPlace: the result must keep the shape of input, but other does not broadcast to it. input has shape [3], other has shape [2, 3].", error.Message);
    }

    [Fact]
    public void Masked_fill_in_place_cuts_the_gradient()
    {
        var mask = Tensor.From([true, false, true]);
        GradCheck.Check(x => (x * 1).MaskedFillInPlace(mask, 3), TestData.Numbers(2, 3));
        TensorAssert.Equal([3, 1, 3], Tensor.Ones(3).MaskedFill(mask, 3));
    }
}
