using Flambeau.NN;

namespace Flambeau.Tests.NN;

[Collection(nameof(Alone))]
public class ConvolutionSettingsTests
{
    // what the setting's documentation promises, relative to the largest output
    private const double DefaultError = 2e-5, HighPrecisionError = 2e-6;

    [Fact]
    public void High_precision_rounds_as_little_as_it_says()
    {
        Assert.False(ConvolutionSettings.HighPrecision);
        double usual = Error();
        try
        {
            ConvolutionSettings.HighPrecision = true;
            Assert.True(ConvolutionSettings.HighPrecision);
            double high = Error();
            Assert.InRange(high, 0, HighPrecisionError);
            Assert.InRange(usual, 2 * high, DefaultError);
        }
        finally
        {
            ConvolutionSettings.HighPrecision = false;
        }

        Assert.Equal(usual, Error());
    }

    // a 3 x 3 layer in the middle of a ResNet, of activations behind a ReLU, against float64
    private static double Error()
    {
        var generator = new Generator(1);
        var x = F.Relu(Tensor.Randn([1, 128, 14, 14], generator: generator));
        var weight = Tensor.Randn([128, 128, 3, 3], generator: generator) * 0.05;
        var exact = F.Conv2d(x.Double(), weight.Double(), padding: 1);
        var difference = F.Conv2d(x, weight, padding: 1).Double() - exact;
        return difference.Abs().Max().Item<double>() / exact.Abs().Max().Item<double>();
    }
}
