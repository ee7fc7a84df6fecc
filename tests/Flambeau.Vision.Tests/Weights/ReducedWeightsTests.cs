using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Weights;

[Collection(nameof(DefaultGeneratorCollection))]
public class ReducedWeightsTests
{
    [Fact]
    public void A_folded_network_gives_its_outputs_again()
    {
        Rng.ManualSeed(0);
        var original = new Sequential(
            new Conv2d(3, 4, kernelSize: 3, bias: false), new BatchNorm2d(4), new ReLU(), new Conv2d(4, 2, kernelSize: 1));
        original.LoadStateDict(new StateDict(original.StateDict().Select(entry => KeyValuePair.Create(
            entry.Key, entry.Key.StartsWith("1.", StringComparison.Ordinal) && entry.Value.Numel > 1 ? Tensor.Rand(entry.Value.Shape) + 0.5 : entry.Value))));
        var folded = Fold(original.StateDict());

        var model = new Sequential(
            new Conv2d(3, 4, kernelSize: 3, bias: false), new BatchNorm2d(4), new ReLU(), new Conv2d(4, 2, kernelSize: 1));
        var restored = ReducedWeights.Restore(model, folded);
        Assert.Equal((0, 1), (restored.Dequantized, restored.Unfolded));
        Assert.True(model.LoadStateDict(restored.State).IsComplete);
        Assert.True(folded.ContainsKey("0.bias"));

        original.Eval();
        model.Eval();
        var input = Tensor.Randn(2, 3, 5, 5);
        TensorAssert.AllClose(original.Call(input), model.Call(input), atol: 1e-5, rtol: 1e-5);
    }

    [Fact]
    public void Integers_become_their_products_with_one_scale_or_one_per_channel()
    {
        var state = new StateDict
        {
            ["a.weight.int8"] = Tensor.From([1f, -2f, 127f, -128f]).To(DType.Int8).Reshape(2, 2),
            ["a.weight.scale"] = Tensor.From([0.5f]),
            ["b.weight.int8"] = Tensor.From([1f, 2f, 3f, 4f]).To(DType.Int8).Reshape(2, 2),
            ["b.weight.scale"] = Tensor.From([10f, 0.1f]),
            ["c.scale"] = Tensor.From([3f]),
        };
        var restored = ReducedWeights.Restore(new Linear(2, 2), state);
        Assert.Equal((2, 0), (restored.Dequantized, restored.Unfolded));
        Assert.Equal(["a.weight", "b.weight", "c.scale"], restored.State.Keys);
        Assert.Equal([0.5f, -1f, 63.5f, -64f], restored.State["a.weight"].ToArray<float>());
        Assert.Equal([10f, 20f, 0.3f, 0.4f], restored.State["b.weight"].ToArray<float>());
        Assert.Same(state["c.scale"], restored.State["c.scale"]);
    }

    [Fact]
    public void Whole_weights_stay_as_they_are()
    {
        var model = ResNet.ResNet18(10);
        var state = model.StateDict();
        var restored = ReducedWeights.Restore(model, state);
        Assert.Equal((0, 0), (restored.Dequantized, restored.Unfolded));
        Assert.Equal(state, restored.State);
    }

    // y = (conv(x) - mean) / sqrt(var + eps) * weight + bias as a convolution with a bias
    private static StateDict Fold(StateDict state)
    {
        var factor = state["1.weight"] / (state["1.running_var"] + 1e-5).Sqrt();
        return new StateDict
        {
            ["0.weight"] = state["0.weight"] * factor.Reshape(-1, 1, 1, 1),
            ["0.bias"] = state["1.bias"] - (state["1.running_mean"] * factor),
            ["3.weight"] = state["3.weight"],
            ["3.bias"] = state["3.bias"],
        };
    }
}
