namespace Flambeau.Vision.Tests.Models;

public class ModelRegistryTests
{
    [Theory]
    [InlineData("small", 3, 32)]
    [InlineData("net", 1, 224)]
    [InlineData("chapter-resnet34", 3, 224)]
    [InlineData("ResNet18", 1, 64)]
    [InlineData("mobilenet_v2", 4, 33)]
    public void A_model_takes_its_channels_and_gives_its_classes(string name, int channels, int size)
    {
        var model = ModelRegistry.Create(name, numClasses: 7, channels);
        model.Eval();
        using (GradMode.Inference())
        {
            Assert.Equal(new Shape(2, 7), model.Call(Tensor.Zeros(2, channels, size, size)).Shape);
        }
    }

    [Fact]
    public void Every_name_is_found_in_any_case()
    {
        Assert.Equal(20, ModelRegistry.Names.Distinct().Count());
        Assert.All(ModelRegistry.Names, name => Assert.Equal(name, ModelRegistry.Find(name.ToUpperInvariant()).Name));
        Assert.Equal((224, false), (ModelRegistry.Find("net").InputSize, ModelRegistry.Find("net").AnySize));
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => ModelRegistry.Create("resnet19", 10));
        Assert.StartsWith("ModelRegistry: there is no model 'resnet19'; the models are small, net, chapter-resnet34, alexnet, ", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelRegistry.Create("net", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vgg(12));
    }
}
