namespace Flambeau.Kernels.Tests.Conv;

public class Conv2dKernelTests
{
    private const double FloatTolerance = 2e-6, DoubleTolerance = 1e-14;

    /// <summary>N, C, H, W, OutC, KH, KW, strides, pads, dilations, groups.</summary>
    public static TheoryData<string> Geometries =>
    [
        "1 1 1 1 1 1 1 1 1 0 0 1 1 1",
        "2 3 9 7 5 3 3 1 1 1 1 1 1 1",
        "2 16 8 8 32 3 3 1 1 1 1 1 1 1",
        "1 17 6 11 33 3 3 1 1 0 0 1 1 1",
        "2 5 11 9 7 3 3 2 2 1 1 1 1 1",
        "1 4 12 10 6 3 3 3 3 1 1 1 1 1",
        "1 4 12 10 6 2 2 3 2 0 1 1 1 1",
        "2 8 7 7 12 1 1 1 1 0 0 1 1 1",
        "2 8 7 7 12 1 1 2 2 0 0 1 1 1",
        "1 8 5 5 12 1 1 1 1 2 1 1 1 1",
        "1 3 23 21 10 7 7 2 2 3 3 1 1 1",
        "1 6 13 12 8 3 3 1 1 2 2 2 2 1",
        "1 6 13 12 8 3 2 2 1 2 0 3 2 1",
        "2 6 8 9 9 3 3 1 1 1 1 1 1 3",
        "2 6 8 9 6 3 3 1 1 1 1 1 1 6",
        "2 6 8 9 12 3 3 2 2 1 1 1 1 6",
        "1 5 10 12 4 1 5 1 1 0 2 1 1 1",
        "1 5 10 12 4 5 1 1 2 2 0 1 1 1",
        "1 4 3 3 4 5 5 1 1 4 3 1 1 1",
        "0 4 6 6 4 3 3 1 1 1 1 1 1 1",
        "1 4 2 2 4 3 3 1 1 0 0 1 1 1",
        "5 96 20 20 40 1 1 1 1 0 0 1 1 1",
        "3 40 30 31 33 3 3 2 2 1 1 1 1 1",
        "9 40 9 9 33 3 3 2 2 0 0 1 1 1",
        "2 1024 5 4 33 1 1 1 1 0 0 1 1 1",
        "1 1024 5 4 7 3 3 2 1 1 1 1 1 1",
        "2 33 5 4 1024 1 1 2 1 0 0 1 1 1",
        "1 32 9 9 24 3 3 1 1 1 1 1 1 4",
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Float_agrees_with_the_definition(string sizes) =>
        new ConvCase(Geometry(sizes)).AssertAgrees<float>(
            WinogradConvolution<WinogradF4>.CanRun(ConvPass.Forward(Geometry(sizes))) ? 2e-5 : FloatTolerance);

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Double_agrees_with_the_definition(string sizes) =>
        new ConvCase(Geometry(sizes)).AssertAgrees<double>(DoubleTolerance);

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 1)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 2)]
    public void The_epilogue_adds_bias_and_residual_and_clamps(bool bias, bool residual, int activation)
    {
        var geometry = new Conv2dGeometry(2, 5, 9, 8, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        var @case = new ConvCase(geometry, largestBias: 16);
        @case.AssertAgrees<float>(FloatTolerance, bias, residual, (Activation)activation);
        @case.AssertAgrees<double>(DoubleTolerance, bias, residual, (Activation)activation);
    }

    [Fact]
    public void Without_channels_the_epilogue_is_all()
    {
        var @case = new ConvCase(new Conv2dGeometry(2, 0, 5, 6, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1), largestBias: 16);
        @case.AssertAgrees<float>(0, residual: false, activation: Activation.ReLU6);
        @case.AssertAgrees<float>(FloatTolerance, residual: true, activation: Activation.ReLU);
        @case.AssertAgrees<double>(0, bias: false);
    }

    [Theory]
    [InlineData(5, 3, 1, 0, 1, 3)]
    [InlineData(5, 3, 2, 1, 1, 3)]
    [InlineData(6, 3, 2, 0, 1, 2)]
    [InlineData(7, 3, 1, 0, 3, 1)]
    [InlineData(2, 3, 1, 0, 1, 0)]
    public void The_output_size_follows_the_formula(
        int size, int kernel, int stride, int pad, int dilation, int expected)
    {
        var geometry = new Conv2dGeometry(1, 1, size, 1, 1, kernel, 1, stride, 1, pad, 0, dilation, 1, 1);
        Assert.Equal(expected, geometry.OutH);
        Assert.Equal(1, geometry.OutW);
    }

    internal static Conv2dGeometry Geometry(string sizes)
    {
        int[] s = [.. sizes.Split(' ').Select(int.Parse)];
        return new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13]);
    }
}
