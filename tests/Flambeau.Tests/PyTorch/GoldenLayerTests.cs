namespace Flambeau.Tests.PyTorch;

/// <summary>What is checked of every layer that a golden file knows.</summary>
public abstract class GoldenLayerTests<TSelf>
    where TSelf : IGoldenLayers
{
#pragma warning disable CA1000 // the data of a theory are static members of its class
    public static TheoryData<string> Cases => TSelf.Layers.Cases();

    public static TheoryData<string> ImageCases => TSelf.Layers.ImageCases();

    public static TheoryData<string> DifferentiableCases => TSelf.Layers.DifferentiableCases();
#pragma warning restore CA1000

    [Fact]
    public void Every_case_has_a_layer() => TSelf.Layers.CheckCoverage();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch(string name) => TSelf.Layers.CheckValues(name);

    [Theory]
    [MemberData(nameof(ImageCases))]
    public void Equals_PyTorch_from_channels_last_memory(string name) => TSelf.Layers.CheckChannelsLast(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch_in_single_precision(string name) => TSelf.Layers.CheckSingle(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch_in_inference_mode(string name) => TSelf.Layers.CheckInference(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Prints_like_PyTorch(string name) => TSelf.Layers.CheckRepr(name);

    [Theory]
    [MemberData(nameof(DifferentiableCases))]
    public void Gradient_agrees_with_differences(string name) => TSelf.Layers.CheckInputGradient(name);
}
