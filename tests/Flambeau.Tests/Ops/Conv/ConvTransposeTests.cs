using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class ConvTransposeTests
{
    // sizes at which convolutions leave the simplest algorithm: Winograd, 1x1, strided, depthwise, few channels
    public static TheoryData<int, int, int, int, int, int, int, int> Sizes => new()
    {
        { 16, 32, 3, 1, 1, 0, 1, 1 },
        { 32, 16, 4, 2, 1, 0, 1, 1 },
        { 24, 40, 1, 1, 0, 0, 1, 1 },
        { 24, 20, 1, 2, 0, 1, 1, 1 },
        { 32, 32, 3, 2, 1, 1, 32, 1 },
        { 3, 17, 7, 3, 2, 2, 1, 1 },
        { 12, 18, 3, 1, 2, 1, 3, 2 },
        { 8, 8, 3, 2, 0, 2, 2, 3 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Is_the_adjoint_of_the_convolution(
        int inputs, int outputs, int kernel, int stride, int padding, int outputPadding, int groups, int dilation)
    {
        foreach (var dtype in (DType[])[DType.Float64, DType.Float32])
        {
            var generator = new Generator(3);
            var x = Tensor.Randn([2, inputs, 9, 11], dtype, generator: generator);
            var weight = Tensor.Randn([inputs, outputs / groups, kernel, kernel], dtype, generator: generator);
            var y = F.ConvTranspose2d(x, weight, null, stride, padding, outputPadding, groups, dilation);
            var other = Tensor.Randn(y.Shape, dtype, generator: generator);

            // outputPadding of a whole stride makes the convolution see one more row than there is
            var seen = F.Conv2d(other, weight, null, stride, padding, dilation, groups).Slice(2, 0, 9).Slice(3, 0, 11);
            double left = (y.Double() * other.Double()).Sum().Item<double>();
            double right = (x.Double() * seen.Double()).Sum().Item<double>();
            double size = (y.Double() * other.Double()).Abs().Sum().Item<double>();
            Assert.InRange(Math.Abs(left - right) / size, 0, dtype == DType.Float64 ? 1e-15 : 1e-6);
        }
    }

    [Fact]
    public void Writes_channels_last_from_any_strides()
    {
        var x = Tensor.Randn(2, 5, 4, 3);
        var weight = Tensor.Randn(3, 2, 3, 3);
        var expected = F.ConvTranspose2d(x.Permute(0, 3, 1, 2).Contiguous(), weight);
        var actual = F.ConvTranspose2d(x.Permute(0, 3, 1, 2), weight);
        Assert.True(actual.IsChannelsLast);
        TensorAssert.Equal(expected, actual);
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_batch() =>
        Assert.Equal([0, 3, 9, 9], F.ConvTranspose2d(Tensor.Zeros(0, 2, 4, 4), Tensor.Ones(2, 3, 3, 3), stride: 2).Shape);

    [Fact]
    public void A_recorded_bias_gets_the_sum_of_its_channel()
    {
        var bias = Tensor.Zeros(3).RequireGrad();
        F.ConvTranspose2d(Tensor.Ones(2, 2, 4, 4), Tensor.Ones(2, 3, 2, 2), bias, stride: 2).Sum().Backward();
        TensorAssert.Equal([128, 128, 128], bias.Grad!);
    }

    [Theory]
    [InlineData(1, 1, 0, 1, "ConvTranspose2d: outputPadding must not be negative and must be smaller than stride or dilation, but got outputPadding 1, stride 1, dilation 1.")]
    [InlineData(2, 1, 0, -1, "ConvTranspose2d: outputPadding must not be negative and must be smaller than stride or dilation, but got outputPadding -1, stride 2, dilation 1.")]
    [InlineData(0, 1, 0, 0, "ConvTranspose2d: stride and dilation must be positive and padding not negative, but got stride 0, padding 0, dilation 1.")]
    [InlineData(1, 0, 0, 0, "ConvTranspose2d: stride and dilation must be positive and padding not negative, but got stride 1, padding 0, dilation 0.")]
    [InlineData(1, 1, -1, 0, "ConvTranspose2d: stride and dilation must be positive and padding not negative, but got stride 1, padding -1, dilation 1.")]
    [InlineData(1, 1, 3, 0, "ConvTranspose2d: the output must not be empty, but with padding 3 would be 0 x 1. input has shape [1, 4, 4, 5], weight has shape [4, 3, 3, 3].")]
    public void Settings_that_do_not_fit_are_refused(int stride, int dilation, int padding, int outputPadding, string message) => Refused(
        message, () => F.ConvTranspose2d(Tensor.Zeros(1, 4, 4, 5), Tensor.Zeros(4, 3, 3, 3), null, stride, padding, outputPadding, 1, dilation));

    [Fact]
    public void Tensors_that_do_not_fit_are_refused()
    {
        var weight = Tensor.Zeros(4, 3, 3, 3);
        Refused(
            "ConvTranspose2d: expected 4 input channels (weight [4, 3, 3, 3]), but input [1, 5, 4, 4] has 5.",
            () => F.ConvTranspose2d(Tensor.Zeros(1, 5, 4, 4), weight));
        Refused(
            "ConvTranspose2d: groups must be positive and divide the 4 input channels, but got 3. weight has shape [4, 3, 3, 3].",
            () => F.ConvTranspose2d(Tensor.Zeros(1, 4, 4, 4), weight, groups: 3));
        Refused(
            "ConvTranspose2d: bias must have shape [6], one value per output channel, but got [3].",
            () => F.ConvTranspose2d(Tensor.Zeros(1, 4, 4, 4), weight, Tensor.Zeros(3), groups: 2));
        Refused(
            "ConvTranspose2d: input must be [N, C, H, W] or [C, H, W], but got 2 dimensions. input has shape [4, 4].",
            () => F.ConvTranspose2d(Tensor.Zeros(4, 4), weight));
        Refused(
            "ConvTranspose1d: input must be [N, C, L] or [C, L], but got 4 dimensions. input has shape [1, 4, 4, 4].",
            () => F.ConvTranspose1d(Tensor.Zeros(1, 4, 4, 4), Tensor.Zeros(4, 3, 3)));
        Refused(
            "ConvTranspose2d: input and weight must have one element type, but got float64 and float32. input has shape [1, 4, 4, 4], weight has shape [4, 3, 3, 3].",
            () => F.ConvTranspose2d(Tensor.Zeros([1, 4, 4, 4], DType.Float64), weight));
        Refused(
            "ConvTranspose1d: channels must be positive and divisible by groups, but got 4 in, 6 out and 4 groups.",
            () => new ConvTranspose1d(4, 6, 3, groups: 4));
    }

    private static void Refused(string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
