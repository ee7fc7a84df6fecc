using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class ActivationTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, Func<double, double> Expected)> s_functions = new()
    {
        ["relu"] = (F.Relu, x => Math.Max(x, 0)),
        ["leaky relu"] = (x => F.LeakyRelu(x, 0.1), x => x > 0 ? x : 0.1 * x),
        ["relu6"] = (x => F.Relu6(x * 5), x => Math.Clamp(5 * x, 0, 6)),
        ["hardtanh"] = (x => F.Hardtanh(x), x => Math.Clamp(x, -1, 1)),
        ["hardsigmoid"] = (x => F.Hardsigmoid(x * 3), x => Math.Clamp((3 * x) + 3, 0, 6) / 6),
        ["hardswish"] = (x => F.Hardswish(x * 3), x => 3 * x * Math.Clamp((3 * x) + 3, 0, 6) / 6),
        ["elu"] = (x => F.Elu(x, 0.7), x => x > 0 ? x : 0.7 * (Math.Exp(x) - 1)),
        ["selu"] = (F.Selu, x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        ["gelu tanh"] = (x => F.Gelu(x, GeluApproximation.Tanh), GeluTanh),
        ["silu"] = (F.Silu, x => x / (1 + Math.Exp(-x))),
        ["mish"] = (F.Mish, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["softplus"] = (x => F.Softplus(x, 2), x => Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["log sigmoid"] = (F.LogSigmoid, x => -Math.Log(1 + Math.Exp(-x))),
        ["softsign"] = (F.Softsign, x => x / (1 + Math.Abs(x))),
        ["sigmoid"] = (F.Sigmoid, x => 1 / (1 + Math.Exp(-x))),
        ["tanh"] = (F.Tanh, Math.Tanh),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_formula(string name)
    {
        var x = TestData.Numbers(3, 7);
        double[] expected = Array.ConvertAll(x.ToArray<double>(), v => s_functions[name].Expected(v));
        TensorAssert.Close(expected, s_functions[name].Function(x), 1e-13, 1e-13);
        TensorAssert.Close(expected, s_functions[name].Function(x.Float()), 1e-6, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name) => GradCheck.Check(s_functions[name].Function, TestData.Numbers(2, 9));

    [Theory]
    [MemberData(nameof(Names))]
    public void Second_gradients_agree_with_differences(string name) => GradCheck.CheckSecond(s_functions[name].Function, TestData.Numbers(2, 3));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_kernel_does_what_the_recorded_gradient_does(string name)
    {
        var x = TestData.Numbers(3, 70).Float().Transpose(0, 1).RequireGrad();
        var y = s_functions[name].Function(x);
        var weights = TestData.Positive(70, 3).Float();
        var fused = Flambeau.Autograd.Grad([y], [x], [weights], retainGraph: true)[0]!;
        var recorded = Flambeau.Autograd.Grad([y], [x], [weights], createGraph: true)[0]!;
        TensorAssert.AllClose(recorded.Detach(), fused, 2e-6, 2e-6);
    }

    [Fact]
    public void Gelu_uses_the_error_function()
    {
        var x = Tensor.From([-6.0, -1, 0, 0.5, 3]);
        double[] expected = [-5.919526e-9, -0.15865525393145707, 0, 0.34573123063700656, 2.9959503059051097];
        TensorAssert.Close(expected, F.Gelu(x), 1e-13, 1e-6);
        TensorAssert.Close(expected, F.Gelu(x.Float()), 4e-7, 1e-6);
        GradCheck.Check(v => F.Gelu(v), TestData.Numbers(9));
        GradCheck.CheckSecond(v => F.Gelu(v), TestData.Numbers(4));
    }

    [Fact]
    public void In_place_forms_overwrite_and_keep_the_gradient()
    {
        GradCheck.Check(x => F.ReluInPlace(x * 1), TestData.Numbers(7));
        GradCheck.Check(x => F.LeakyReluInPlace(x * 1, -0.5), TestData.Numbers(7));
        GradCheck.Check(x => F.EluInPlace(x * 1), TestData.Numbers(7));
        GradCheck.Check(x => F.HardtanhInPlace(x * 1), TestData.Numbers(7));
        GradCheck.Check(x => F.SiluInPlace(x * 1), TestData.Numbers(7));
        var leaf = Tensor.Ones([2], requiresGrad: true);
        var error = Assert.Throws<InvalidOperationException>(() => F.ReluInPlace(leaf));
        Assert.Equal(
            "ReluInPlace: a leaf that requires gradients must not be overwritten while operations are recorded; use GradMode.NoGrad(). input has shape [2].",
            error.Message);
    }

    [Fact]
    public void Large_arguments_neither_overflow_nor_turn_to_NaN()
    {
        var x = Tensor.From([-1000f, -90, 90, 1000]);
        TensorAssert.Close([0, 0, 90, 1000], F.Softplus(x));
        TensorAssert.Close([-1000, -90, 0, 0], F.LogSigmoid(x));
        TensorAssert.Close([-1, -1, 90, 1000], F.Elu(x));
        TensorAssert.Close([0, 0, 90, 1000], F.Mish(x), 1e-30);
        TensorAssert.Close([0, 0, 1, 1], F.Sigmoid(x), 1e-30);
        TensorAssert.Equal([float.NaN], F.Relu(Tensor.From([float.NaN])));
    }

    [Fact]
    public void Channels_last_stays_channels_last()
    {
        var x = Tensor.Randn(2, 3, 4, 5).ChannelsLast().RequireGrad();
        var y = F.Relu(x);
        Assert.True(y.IsChannelsLast);
        y.Sum().Backward();
        Assert.True(x.Grad!.IsChannelsLast);
    }

    private static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
