using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// A small convolutional network for small pictures, such as digits of 8 x 8 or 28 x 28 pixels: three convolutions with
/// batch normalisation, the mean over the picture, one linear layer. Input: [N, inChannels, H, W] of at least 4 x 4
/// pixels. Output: [N, numClasses].
/// </summary>
public sealed class SmallConvNet : Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Dropout _dropout = new(0.2);
    private readonly Linear _fc;

    /// <summary>A network with PyTorch's default initial weights.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    public SmallConvNet(int numClasses = 10, int inChannels = 1)
    {
        _features = new Sequential(
            [
                .. Stage(inChannels, 32), new MaxPool2d(kernelSize: 2),
                .. Stage(32, 64), new MaxPool2d(kernelSize: 2),
                .. Stage(64, 128), new AdaptiveAvgPool2d(2),
            ]);
        _fc = new Linear(128 * 2 * 2, numClasses);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => _fc.Call(_dropout.Call(_features.Call(input).Flatten(1)));

    private static Module<Tensor, Tensor>[] Stage(int inChannels, int outChannels) =>
    [
        new Conv2d(inChannels, outChannels, kernelSize: 3, padding: 1, bias: false),
        new BatchNorm2d(outChannels),
        new ReLU(inPlace: true),
    ];
}
