using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, Inverted residuals and linear bottlenecks), parameter for parameter as
/// <c>torchvision.models.MobileNetV2</c> of width 1. Input: [N, inChannels, H, W]. Output: [N, numClasses].
/// </summary>
public sealed class MobileNetV2 : Module<Tensor, Tensor>, IDescribedModel<MobileNetV2>
{
    private const int FirstChannels = 32;
    private const int LastChannels = 1280;

    // the paper's table 2
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] s_stages =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    private readonly Sequential _features;
    private readonly Sequential _classifier;

    /// <summary>A network with torchvision's initial weights.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    public MobileNetV2(int numClasses = 1000, int inChannels = 3)
    {
        _features = new Sequential();
        _features.Add(InvertedResidual.ConvNormReLU6(inChannels, FirstChannels, kernelSize: 3, stride: 2));
        int channels = FirstChannels;
        foreach (var (expansion, width, count, stride) in s_stages)
        {
            for (int i = 0; i < count; i++)
            {
                _features.Add(new InvertedResidual(channels, width, i == 0 ? stride : 1, expansion));
                channels = width;
            }
        }

        _features.Add(InvertedResidual.ConvNormReLU6(channels, LastChannels, kernelSize: 1));
        _classifier = new Sequential(new Dropout(0.2), new Linear(LastChannels, numClasses));
        ModelInit.KaimingFanOut(this, linear: true);
    }

    /// <summary>The network with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static MobileNetV2 WithWeights(
        MobileNetV2Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => new MobileNetV2(), weights, path, progress);

    /// <inheritdoc/>
    public static IReadOnlyCollection<string> Architectures { get; } = ["mobilenet_v2"];

    /// <inheritdoc/>
    public static MobileNetV2 Create(ModelDescription description) => (MobileNetV2)ModelArguments.Create(description);

    /// <inheritdoc/>
    public ModelDescription Describe() => ModelArguments.Describe(
        "mobilenet_v2", _classifier[^1], this.Modules().OfType<Conv2d>().First().InChannels);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        _classifier.Call(F.AdaptiveAvgPool2d(_features.Call(input), 1).Flatten(1));
}
