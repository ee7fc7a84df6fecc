namespace Flambeau.Kernels.Tests.Conv;

public sealed class WinogradTests : IDisposable
{
    public void Dispose() => ConvolutionPlan.Forced = null;

    /// <summary>N, C, H, W, OutC, padding.</summary>
    public static TheoryData<int, int, int, int, int, int> Sizes => new()
    {
        { 1, 1, 3, 3, 1, 0 },
        { 1, 1, 1, 1, 1, 1 },
        { 1, 16, 4, 4, 32, 1 },
        { 3, 24, 13, 15, 40, 1 },
        { 2, 33, 7, 7, 65, 1 },
        { 1, 20, 9, 6, 48, 0 },
        { 1, 17, 5, 8, 31, 2 },
        { 1, 16, 150, 149, 16, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void F4_agrees_with_the_definition(int n, int c, int h, int w, int outC, int pad) =>
        AssertAgrees(ConvAlgorithm.WinogradF4, 2e-5, n, c, h, w, outC, pad);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void F2_agrees_with_the_definition(int n, int c, int h, int w, int outC, int pad) =>
        AssertAgrees(ConvAlgorithm.WinogradF2, 2e-6, n, c, h, w, outC, pad);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Direct_agrees_with_the_definition(int n, int c, int h, int w, int outC, int pad) =>
        AssertAgrees(ConvAlgorithm.Direct, 2e-6, n, c, h, w, outC, pad);

    [Theory]
    [InlineData(3, 1, 1, 1, ConvolutionPrecision.Default, ConvAlgorithm.WinogradF4)]
    [InlineData(3, 1, 1, 1, ConvolutionPrecision.High, ConvAlgorithm.WinogradF2)]
    [InlineData(3, 2, 1, 1, ConvolutionPrecision.Default, ConvAlgorithm.Direct)]
    [InlineData(3, 1, 2, 1, ConvolutionPrecision.Default, ConvAlgorithm.Direct)]
    [InlineData(3, 1, 1, 2, ConvolutionPrecision.Default, ConvAlgorithm.Direct)]
    [InlineData(1, 1, 1, 1, ConvolutionPrecision.Default, ConvAlgorithm.Direct)]
    public void The_plan_chooses_by_shape_and_precision(
        int kernel, int stride, int dilation, int groups, object precision, object expected)
    {
        var geometry = new Conv2dGeometry(
            8, 128, 56, 56, 128, kernel, kernel, stride, stride, 1, 1, dilation, dilation, groups);
        ConvPass pass = ConvPass.Forward(geometry);
        var asked = (ConvolutionPrecision)precision;
        Assert.Equal((ConvAlgorithm)expected, ConvolutionPlan.Choose<float>(in pass, asked));
        Assert.Equal(ConvAlgorithm.Direct, ConvolutionPlan.Choose<double>(in pass, asked));
    }

    [Theory]
    [InlineData(1, 512, 2, ConvAlgorithm.WinogradF2)]
    [InlineData(1, 512, 7, ConvAlgorithm.WinogradF2)]
    [InlineData(1, 512, 10, ConvAlgorithm.WinogradF2)]
    [InlineData(1, 512, 12, ConvAlgorithm.WinogradF4)]
    [InlineData(2, 512, 7, ConvAlgorithm.WinogradF4)]
    [InlineData(1, 512, 14, ConvAlgorithm.WinogradF4)]
    [InlineData(32, 512, 7, ConvAlgorithm.WinogradF4)]
    [InlineData(32, 3, 224, ConvAlgorithm.Direct)]
    public void The_plan_counts_what_preparing_weights_costs(
        int n, int channels, int size, object expected)
    {
        ConvPass pass = ConvPass.Forward(new Conv2dGeometry(n, channels, size, size, 512, 3, 3, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(
            (ConvAlgorithm)expected,
            ConvolutionPlan.Choose<float>(in pass, ConvolutionPrecision.Default));
    }

    private static void AssertAgrees(
        ConvAlgorithm algorithm, double tolerance, int n, int c, int h, int w, int outC, int pad)
    {
        ConvolutionPlan.Forced = algorithm;
        var @case = new ConvCase(new Conv2dGeometry(n, c, h, w, outC, 3, 3, 1, 1, pad, pad, 1, 1, 1));
        @case.AssertAgrees<float>(tolerance, scale: true, residual: true, activation: Activation.ReLU);
        @case.AssertAgrees<float>(tolerance, bias: false);
    }
}
