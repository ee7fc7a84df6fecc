using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class ResamplingTests
{
    public static TheoryData<string> Functions => [.. s_functions.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, int[] Shape)> s_functions = new()
    {
        ["prelu"] = (x => F.PRelu(x, Tensor.From([0.3])), [2, 5]),
        ["glu"] = (x => F.Glu(x, 0), [4, 3]),
        ["nearest"] = (x => F.Interpolate(x, size: (3, 5)), [1, 2, 2, 3]),
        ["bilinear"] = (x => F.Interpolate(x, scaleFactor: 2, mode: UpsampleMode.Bilinear), [1, 2, 2, 3]),
        ["pixel shuffle"] = (x => F.PixelShuffle(x, 2), [1, 4, 2, 1]),
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Second_gradients_agree_with_differences(string name)
    {
        var (function, shape) = s_functions[name];
        var input = Tensor.Randn(new Shape(shape), DType.Float64, generator: new Generator(4));
        GradCheck.CheckSecond(x => function(x) * function(x), input);
    }

    [Fact]
    public void Shuffling_back_gives_the_input()
    {
        var x = Tensor.Randn(2, 3, 18, 4, 5);
        TensorAssert.Equal(x, F.PixelUnshuffle(F.PixelShuffle(x, 3), 3));
    }

    [Fact]
    public void A_picture_of_one_value_stays_one_at_every_size()
    {
        foreach (int size in (int[])[1, 2, 3, 7, 16])
        {
            foreach (bool corners in (bool[])[true, false])
            {
                var y = F.Interpolate(Tensor.Full([1, 1, 5, 3], 2.5), size, mode: UpsampleMode.Bilinear, alignCorners: corners);
                Assert.Equal([1, 1, size, size], y.Shape);
                TensorAssert.AllClose(Tensor.Full([1, 1, size, size], 2.5), y, 1e-6, 0);
            }
        }
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        var image = Tensor.Zeros(1, 3, 4, 4);
        Refused("Glu: the halved dimension must have an even size, but dimension 1 has not. input has shape [1, 3, 4, 4].", () => F.Glu(image, 1));
        Refused("PRelu: weight must have shape [1] or [3], one value per channel, but got [2]. input has shape [1, 3, 4, 4].", () => F.PRelu(image, Tensor.Zeros(2)));
        Refused("PixelShuffle: channels must be a multiple of 4, the square of upscaleFactor, but there are 3. input has shape [1, 3, 4, 4].", () => F.PixelShuffle(image, 2));
        Refused("PixelUnshuffle: height and width must be multiples of downscaleFactor 3, but are 4 and 4.", () => F.PixelUnshuffle(image, 3));
        Refused("PixelShuffle: input must be [*, C, H, W], but got 2 dimensions. input has shape [4, 4].", () => F.PixelShuffle(Tensor.Zeros(4, 4), 2));
        Refused("Interpolate: one of size and scaleFactor must be given", () => F.Interpolate(image));
        Refused("Interpolate: one of size and scaleFactor must be given", () => F.Interpolate(image, 3, 2));
        Refused("Interpolate: input and output must not be empty, but the output would be (0, 0). input has shape [1, 3, 4, 4].", () => F.Interpolate(image, scaleFactor: 0.1));
        Refused("Interpolate: input must be [N, C, H, W], but got 3 dimensions. input has shape [3, 4, 4].", () => F.Interpolate(Tensor.Zeros(3, 4, 4), 2));
        Refused("AdaptiveMaxPool2d: input must be [N, C, H, W] or [C, H, W] and the output size positive, but got 0. input has shape [1, 3, 4, 4].", () => F.AdaptiveMaxPool2d(image, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PReLU(0));
    }

    private static void Refused(string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
