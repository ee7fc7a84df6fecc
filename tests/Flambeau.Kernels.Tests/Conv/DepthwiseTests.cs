namespace Flambeau.Kernels.Tests.Conv;

public sealed class DepthwiseTests : IDisposable
{
    public void Dispose() => ConvolutionPlan.Forced = null;

    /// <summary>Channels around every vector width; borders wider than the image; all strides and dilations.</summary>
    public static TheoryData<string> Geometries =>
    [
        "2 16 9 13 16 3 3 1 1 1 1 1 1 16",
        "2 37 9 13 37 3 3 1 1 1 1 1 1 37",
        "1 15 12 11 15 3 3 2 2 1 1 1 1 15",
        "1 24 13 14 24 3 3 2 1 0 1 1 1 24",
        "3 33 10 17 33 5 5 1 1 2 2 1 1 33",
        "1 20 12 12 20 5 3 3 2 2 1 1 1 20",
        "1 20 14 16 20 3 3 1 1 2 2 2 2 20",
        "1 20 14 16 20 3 2 2 2 3 1 3 2 20",
        "1 8 2 3 8 3 3 1 1 2 2 1 1 8",
        "1 8 1 1 8 5 5 1 1 4 4 1 1 8",
        "1 9 7 30 9 1 3 1 1 0 1 1 1 9",
        "1 9 7 9 9 1 1 1 1 0 0 1 1 9",
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Depthwise_agrees_with_the_definition(string sizes) => AssertAgrees(ConvAlgorithm.Depthwise, sizes);

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Direct_agrees_with_the_definition(string sizes) => AssertAgrees(ConvAlgorithm.Direct, sizes);

    private static void AssertAgrees(ConvAlgorithm algorithm, string sizes)
    {
        ConvolutionPlan.Forced = algorithm;
        var @case = new ConvCase(Conv2dKernelTests.Geometry(sizes));
        @case.AssertAgrees<float>(2e-6, residual: true, activation: Activation.ReLU);
        new ConvCase(@case.Geometry, largestBias: 16).AssertAgrees<float>(2e-6, activation: Activation.ReLU6);
        @case.AssertAgrees<float>(2e-6, bias: false);
    }
}
