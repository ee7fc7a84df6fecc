using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// VGG (Simonyan and Zisserman 2015, Very deep convolutional networks for large-scale image recognition), parameter for
/// parameter as <c>torchvision.models.VGG</c>. Input: [N, inChannels, H, W] of at least 32 x 32 pixels. Output: [N,
/// numClasses].
/// </summary>
public sealed class Vgg : Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly AdaptiveAvgPool2d _avgpool = new((7, 7));
    private readonly Sequential _classifier;

    /// <summary>A network with torchvision's initial weights.</summary>
    /// <param name="depth">11, 13, 16 or 19 layers with weights.</param>
    /// <param name="batchNorm">Whether batch normalisation follows each convolution.</param>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no VGG of that depth.</exception>
    public Vgg(int depth, bool batchNorm = false, int numClasses = 1000, int inChannels = 3)
    {
        _features = Features(Convolutions(depth), batchNorm, inChannels);
        _classifier = new Sequential(
            new Linear(512 * 7 * 7, 4096),
            new ReLU(inPlace: true),
            new Dropout(),
            new Linear(4096, 4096),
            new ReLU(inPlace: true),
            new Dropout(),
            new Linear(4096, numClasses));
        ModelInit.KaimingFanOut(this, linear: true);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        _classifier.Call(_avgpool.Call(_features.Call(input)).Flatten(1));

    // how many convolutions stand before each pooling (the paper's table 1, columns A, B, D, E)
    private static int[] Convolutions(int depth) => depth switch
    {
        11 => [1, 1, 2, 2, 2],
        13 => [2, 2, 2, 2, 2],
        16 => [2, 2, 3, 3, 3],
        19 => [2, 2, 4, 4, 4],
        _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "Vgg: the depth must be 11, 13, 16 or 19, "
            + $"but is {depth}."),
    };

    private static Sequential Features(int[] convolutions, bool batchNorm, int channels)
    {
        var features = new Sequential();
        for (int stage = 0; stage < convolutions.Length; stage++)
        {
            int width = Math.Min(512, 64 << stage);
            for (int i = 0; i < convolutions[stage]; i++)
            {
                features.Add(new Conv2d(channels, width, kernelSize: 3, padding: 1));
                if (batchNorm)
                {
                    features.Add(new BatchNorm2d(width));
                }

                features.Add(new ReLU(inPlace: true));
                channels = width;
            }

            features.Add(new MaxPool2d(kernelSize: 2, stride: 2));
        }

        return features;
    }
}
