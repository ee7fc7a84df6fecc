using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests.NN;

public class ImageLayoutTests
{
    [Fact]
    public void A_training_step_of_a_residual_network_reorders_its_input_only()
    {
        var net = new ResidualNet();
        var optimizer = new SGD(net.Parameters(), lr: 0.1, momentum: 0.9);
        var images = Tensor.Randn(4, 3, 32, 32);
        for (int step = 0; step < 2; step++)
        {
            int before = Tensor.ImageReorders;
            optimizer.ZeroGrad();
            F.CrossEntropy(net.Call(images), Tensor.From([0L, 1L, 2L, 3L])).Backward();
            optimizer.Step();
            Assert.Equal(1, Tensor.ImageReorders - before);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inference_reorders_its_input_only(bool channelsLast)
    {
        var net = new ResidualNet();
        net.Eval();
        var images = Tensor.Randn(4, 3, 32, 32);
        images = channelsLast ? images.ChannelsLast() : images;
        int before = Tensor.ImageReorders;
        using (GradMode.NoGrad())
        {
            net.Call(images);
        }

        Assert.Equal(channelsLast ? 0 : 1, Tensor.ImageReorders - before);
    }

    private sealed class ResidualNet : Module<Tensor, Tensor>
    {
        private readonly Sequential _stem = new(
            new Conv2d(3, 16, 7, 2, 3, bias: false), new BatchNorm2d(16), new ReLU(inPlace: true), new MaxPool2d(3, 2, 1));

        private readonly Sequential _layers = new(new Block(16, 16, 1), new Block(16, 32, 2));
        private readonly AdaptiveAvgPool2d _pool = new(1);
        private readonly Linear _fc = new(32, 10);

        protected override Tensor Forward(Tensor input) => _fc.Call(_pool.Call(_layers.Call(_stem.Call(input))).Flatten(1));
    }

    private sealed class Block(int inChannels, int outChannels, int stride) : Module<Tensor, Tensor>
    {
        private readonly Sequential _left = new(
            new Conv2d(inChannels, outChannels, 3, stride, 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true),
            new Conv2d(outChannels, outChannels, 3, 1, 1, bias: false), new BatchNorm2d(outChannels));

        private readonly Sequential? _shortcut = stride == 1 ? null : new(
            new Conv2d(inChannels, outChannels, 1, stride, bias: false), new BatchNorm2d(outChannels));

        protected override Tensor Forward(Tensor input)
        {
            var output = _left.Call(input);
            output += _shortcut is null ? input : _shortcut.Call(input);
            return F.Relu(output);
        }
    }
}
