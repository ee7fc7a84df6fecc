using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests.Ops;

/// <summary>A convolution's weight that inference uses again and again is turned once, and nobody can tell.</summary>
public class TurnedWeightTests
{
    /// <summary>What changes a weight.</summary>
    public static TheoryData<string> Writes => new(Writers.Keys);

    private static Dictionary<string, Action<Conv2d>> Writers { get; } = new()
    {
        ["in place"] = layer => layer.Weight.MulInPlace(2),
        ["through a view"] = layer => layer.Weight[3].FillInPlace(1),
        ["through a span"] = layer => layer.Weight.AsSpan<float>()[5] = 7,
        ["initialiser"] = layer => Init.XavierUniform(layer.Weight),
        ["optimiser"] = layer =>
        {
            layer.Weight.Grad = Tensor.OnesLike(layer.Weight);
            new SGD(layer.Parameters(), lr: 1).Step();
        },
        ["state dict"] = layer => layer.LoadStateDict(new Conv2d(20, 37, 3, padding: 1).StateDict()),
        ["another parameter"] = layer => layer.Weight = new Parameter(Tensor.Randn(37, 20, 3, 3)),
    };

    [Theory]
    [InlineData(1, 1, 1, 14)]
    [InlineData(3, 1, 1, 14)]
    [InlineData(3, 2, 1, 9)]
    [InlineData(3, 1, 4, 14)]
    [InlineData(3, 1, 1, 40)]
    public void Every_call_gives_the_same_bits(int kernel, int stride, int groups, int size)
    {
        using var _ = GradMode.NoGrad();
        var (layer, x) = (new Conv2d(20, 36, kernel, stride: stride, padding: kernel / 2, groups: groups), Tensor.Randn(1, 20, size, size));
        float[] first = layer.Call(x).ToArray<float>();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(first, layer.Call(x).ToArray<float>());
        }

        Assert.Equal(groups == 1 && size < 32, layer.Weight.Storage.Prepared is not null);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_weight_that_changes_is_turned_anew(string writer)
    {
        using var _ = GradMode.NoGrad();
        var (layer, x) = (new Conv2d(20, 37, 3, padding: 1), Tensor.Randn(1, 20, 14, 14));
        for (int i = 0; i < 3; i++)
        {
            layer.Call(x).ToArray<float>();
        }

        Assert.NotNull(layer.Weight.Storage.Prepared);
        Writers[writer](layer);
        for (int i = 0; i < 3; i++)
        {
            var expected = F.Conv2d(x, layer.Weight.Clone(), layer.Bias, padding: 1);
            Assert.Equal(expected.ToArray<float>(), layer.Call(x).ToArray<float>());
            layer.Call(x).ToArray<float>();
        }
    }

    [Fact]
    public void A_write_while_the_convolution_waits_comes_after_it()
    {
        using var _ = GradMode.NoGrad();
        var (layer, x) = (new Conv2d(20, 37, 3, padding: 1), Tensor.Randn(1, 20, 14, 14));
        float[] expected = layer.Call(x).ToArray<float>();
        layer.Call(x).ToArray<float>();
        var waiting = layer.Call(x);
        layer.Weight.FillInPlace(0);
        Assert.Equal(expected, waiting.ToArray<float>());
        Assert.Equal(F.Conv2d(x, Tensor.Zeros(37, 20, 3, 3), layer.Bias, padding: 1).ToArray<float>(), layer.Call(x).ToArray<float>());
    }

    [Fact]
    public void A_normalisation_joins_as_before()
    {
        using var _ = GradMode.NoGrad();
        var model = new Sequential(new Conv2d(20, 37, 3, stride: 2, bias: false), new BatchNorm2d(37), new ReLU(), new Conv2d(37, 12, 1));
        model.Eval();
        var x = Tensor.Randn(1, 20, 14, 14);
        float[] first = model.Call(x).ToArray<float>();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(first, model.Call(x).ToArray<float>());
        }
    }

    [Fact]
    public void A_view_of_a_weight_is_not_taken_for_it()
    {
        using var _ = GradMode.NoGrad();
        var (weight, x) = (Tensor.Randn(40, 20, 3, 3), Tensor.Randn(1, 20, 9, 9));
        var half = weight.Narrow(0, 20, 20);
        for (int i = 0; i < 3; i++)
        {
            var all = F.Conv2d(x, weight);
            Assert.Equal(all.Narrow(1, 20, 20).ToArray<float>(), F.Conv2d(x, half).ToArray<float>());
        }
    }

    [Fact]
    public void Training_turns_nothing()
    {
        var (layer, x) = (new Conv2d(20, 37, 3), Tensor.Randn(1, 20, 14, 14));
        for (int i = 0; i < 3; i++)
        {
            layer.Call(x).ToArray<float>();
        }

        Assert.Null(layer.Weight.Storage.Prepared);
    }

    [Fact]
    public void Other_types_are_read_as_they_are()
    {
        using var _ = GradMode.NoGrad();
        var (weight, x) = (Tensor.Randn(8, 4, 3, 3).To(DType.Float64), Tensor.Randn(1, 4, 9, 9).To(DType.Float64));
        double[] first = F.Conv2d(x, weight).ToArray<double>();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(first, F.Conv2d(x, weight).ToArray<double>());
        }

        Assert.Null(weight.Storage.Prepared);
    }
}
