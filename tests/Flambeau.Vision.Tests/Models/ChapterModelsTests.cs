using Flambeau.NN;

namespace Flambeau.Vision.Tests.Models;

public class ChapterModelsTests
{
    [Fact]
    public void Net_has_the_chapters_layers()
    {
        var model = new Net(numClasses: 101);
        Assert.Equal(
            [
                "conv1.weight [32, 3, 3, 3]", "conv1.bias [32]", "conv2.weight [64, 32, 3, 3]", "conv2.bias [64]",
                "fc1.weight [256, 186624]", "fc1.bias [256]", "fc2.weight [128, 256]", "fc2.bias [128]",
                "fc3.weight [101, 128]", "fc3.bias [101]",
            ],
            model.StateDict().Select(entry => $"{entry.Key} {entry.Value.Shape}"));
    }

    [Fact]
    public void A_picture_of_another_size_is_refused_by_the_layer_it_does_not_fit()
    {
        var error = Assert.Throws<ArgumentException>(() => new Net().Call(Tensor.Zeros(2, 3, 64, 64)));
        Assert.Contains("fc1", error.Message);
    }

    [Fact]
    public void Every_stage_of_the_residual_network_starts_with_a_shortcut()
    {
        var model = new ChapterResNet34();
        string[] keys = [.. model.StateDict().Keys];
        Assert.Equal("pre.0.weight", keys[0]);
        Assert.Equal("fc.bias", keys[^1]);
        Assert.Equal(
            ["layer1.0.right.0.weight", "layer2.0.right.0.weight", "layer3.0.right.0.weight", "layer4.0.right.0.weight"],
            keys.Where(key => key.EndsWith("right.0.weight")));
        Assert.Equal(16, keys.Count(key => key.EndsWith("left.3.weight")));
        Assert.Equal(new Shape(512, 256, 1, 1), ((Tensor)model.GetParameter("layer3.0.right.0.weight")).Shape);
        Assert.Equal([3, 4, 6, 3], Enumerable.Range(1, 4).Select(i => ((Sequential)model.GetSubmodule($"layer{i}")).Count));
    }

    [Fact]
    public void The_head_of_a_residual_network_can_be_replaced()
    {
        var model = ResNet.ResNet18(numClasses: 3);
        model.Fc = new Linear(512, 5);
        Assert.Equal(new Shape(5, 512), ((Tensor)model.GetParameter("fc.weight")).Shape);
        Assert.Equal(new Shape(1, 5), model.Eval() is ResNet net ? net.Call(Tensor.Zeros(1, 3, 32, 32)).Shape : []);
    }
}
