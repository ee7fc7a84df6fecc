using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// AlexNet in its later form (Krizhevsky 2014, One weird trick for parallelizing convolutional neural networks),
/// parameter for parameter as <c>torchvision.models.AlexNet</c>. Input: [N, inChannels, H, W] of at least 63 x 63
/// pixels. Output: [N, numClasses].
/// </summary>
public sealed class AlexNet : Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly AdaptiveAvgPool2d _avgpool = new((6, 6));
    private readonly Sequential _classifier;

    /// <summary>A network with PyTorch's default initial weights.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    public AlexNet(int numClasses = 1000, int inChannels = 3)
    {
        _features = new Sequential(
            new Conv2d(inChannels, 64, kernelSize: 11, stride: 4, padding: 2),
            new ReLU(inPlace: true),
            new MaxPool2d(kernelSize: 3, stride: 2),
            new Conv2d(64, 192, kernelSize: 5, padding: 2),
            new ReLU(inPlace: true),
            new MaxPool2d(kernelSize: 3, stride: 2),
            new Conv2d(192, 384, kernelSize: 3, padding: 1),
            new ReLU(inPlace: true),
            new Conv2d(384, 256, kernelSize: 3, padding: 1),
            new ReLU(inPlace: true),
            new Conv2d(256, 256, kernelSize: 3, padding: 1),
            new ReLU(inPlace: true),
            new MaxPool2d(kernelSize: 3, stride: 2));
        _classifier = new Sequential(
            new Dropout(),
            new Linear(256 * 6 * 6, 4096),
            new ReLU(inPlace: true),
            new Dropout(),
            new Linear(4096, 4096),
            new ReLU(inPlace: true),
            new Linear(4096, numClasses));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        _classifier.Call(_avgpool.Call(_features.Call(input)).Flatten(1));
}
