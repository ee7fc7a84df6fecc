using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests.Ops;

/// <summary>A weight that inference uses again and again is packed once, and nobody can tell.</summary>
public class PackedWeightTests
{
    /// <summary>Everything that changes a weight.</summary>
    public static TheoryData<string> Writes => new(Writers.Keys);

    private static Dictionary<string, Action<Linear>> Writers { get; } = new()
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
        ["state dict"] = layer => layer.LoadStateDict(new Linear(70, 37).StateDict()),
        ["state dict, assigned"] = layer => layer.LoadStateDict(new Linear(70, 37).StateDict(), new LoadOptions { Assign = true }),
        ["another parameter"] = layer => layer.Weight = new Parameter(Tensor.Randn(37, 70)),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(65)]
    public void Every_call_gives_the_same_bits(int rows)
    {
        using var _ = GradMode.NoGrad();
        var (layer, x) = (new Linear(70, 37), Tensor.Randn(rows, 70));
        float[] first = layer.Call(x).ToArray<float>();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(first, layer.Call(x).ToArray<float>());
        }

        Assert.Equal(rows is >= 9 and <= 64, layer.Weight.Storage.Prepared is not null);
        var relu = new Sequential(layer, new ReLU());
        Assert.Equal(first.Select(value => Math.Max(value, 0)), relu.Call(x).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_weight_that_changes_is_packed_anew(string writer)
    {
        using var _ = GradMode.NoGrad();
        var (layer, x) = (new Linear(70, 37), Tensor.Randn(16, 70));
        for (int i = 0; i < 3; i++)
        {
            layer.Call(x);
        }

        Assert.NotNull(layer.Weight.Storage.Prepared);
        Writers[writer](layer);
        for (int i = 0; i < 3; i++)
        {
            var expected = F.Linear(x, layer.Weight.Clone(), layer.Bias);
            Assert.Equal(expected.ToArray<float>(), layer.Call(x).ToArray<float>());
            layer.Call(x);
        }
    }

    [Fact]
    public void Views_of_a_weight_are_not_taken_for_it()
    {
        using var _ = GradMode.NoGrad();
        var (weight, x) = (Tensor.Randn(40, 24), Tensor.Randn(10, 24));
        var half = weight.Narrow(0, 20, 20);
        for (int i = 0; i < 3; i++)
        {
            var all = F.Linear(x, weight);
            Assert.Equal(all.Narrow(1, 20, 20).ToArray<float>(), F.Linear(x, half).ToArray<float>());
        }
    }

    [Fact]
    public void Training_packs_nothing()
    {
        var (layer, x) = (new Linear(70, 37), Tensor.Randn(16, 70));
        for (int i = 0; i < 3; i++)
        {
            layer.Call(x);
        }

        Assert.Null(layer.Weight.Storage.Prepared);
    }
}
