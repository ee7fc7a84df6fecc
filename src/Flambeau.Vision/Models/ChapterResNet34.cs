using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// ResNet-34 as textbooks build it: stages of 3, 4, 6 and 3 blocks that widen from the first stage on, each first block
/// with a 1 x 1 shortcut, and a plain 7 x 7 mean at the end. Input: [N, inChannels, 224, 224]. Output: [N, numClasses].
/// </summary>
/// <remarks>torchvision's network, which published weights fit, is <see cref="ResNet.ResNet34(int, int)"/>.</remarks>
public sealed class ChapterResNet34 : Module<Tensor, Tensor>
{
    private readonly Sequential _pre;
    private readonly Sequential _layer1;
    private readonly Sequential _layer2;
    private readonly Sequential _layer3;
    private readonly Sequential _layer4;
    private readonly Linear _fc;

    /// <summary>A network with PyTorch's default initial weights.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    public ChapterResNet34(int numClasses = 101, int inChannels = 3)
    {
        _pre = new Sequential(
            new Conv2d(inChannels, 64, kernelSize: 7, stride: 2, padding: 3, bias: false),
            new BatchNorm2d(64),
            new ReLU(inPlace: true),
            new MaxPool2d(kernelSize: 3, stride: 2, padding: 1));
        _layer1 = Layer(64, 128, blocks: 3, stride: 1);
        _layer2 = Layer(128, 256, blocks: 4, stride: 2);
        _layer3 = Layer(256, 512, blocks: 6, stride: 2);
        _layer4 = Layer(512, 512, blocks: 3, stride: 2);
        _fc = new Linear(512, numClasses);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = _pre.Call(input);
        x = _layer4.Call(_layer3.Call(_layer2.Call(_layer1.Call(x))));
        x = F.AvgPool2d(x, 7);
        return _fc.Call(x.Flatten(1));
    }

    private static Sequential Layer(int inChannels, int outChannels, int blocks, int stride)
    {
        var shortcut = new Sequential(
            new Conv2d(inChannels, outChannels, kernelSize: 1, stride, bias: false),
            new BatchNorm2d(outChannels));
        var layer = new Sequential(new ResidualBlock(inChannels, outChannels, stride, shortcut));
        for (int i = 1; i < blocks; i++)
        {
            layer.Add(new ResidualBlock(outChannels, outChannels));
        }

        return layer;
    }
}
