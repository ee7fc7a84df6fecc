namespace Flambeau.Vision;

/// <content>The published depths and widths.</content>
public sealed partial class ResNet
{
    /// <summary>ResNet-18: 11,689,512 parameters for 1000 classes.</summary>
    public static ResNet ResNet18(int numClasses = 1000, int inChannels = 3) =>
        new("resnet18", BlockKind.Basic, [2, 2, 2, 2], numClasses, inChannels);

    /// <summary>ResNet-18 with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static ResNet ResNet18(
        ResNet18Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => ResNet18(), weights, path, progress);

    /// <summary>ResNet-34: 21,797,672 parameters for 1000 classes.</summary>
    public static ResNet ResNet34(int numClasses = 1000, int inChannels = 3) =>
        new("resnet34", BlockKind.Basic, [3, 4, 6, 3], numClasses, inChannels);

    /// <summary>ResNet-34 with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static ResNet ResNet34(
        ResNet34Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => ResNet34(), weights, path, progress);

    /// <summary>ResNet-50: 25,557,032 parameters for 1000 classes.</summary>
    public static ResNet ResNet50(int numClasses = 1000, int inChannels = 3) =>
        new("resnet50", BlockKind.Bottleneck, [3, 4, 6, 3], numClasses, inChannels);

    /// <summary>ResNet-50 with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static ResNet ResNet50(
        ResNet50Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => ResNet50(), weights, path, progress);

    /// <summary>ResNet-101: 44,549,160 parameters for 1000 classes.</summary>
    public static ResNet ResNet101(int numClasses = 1000, int inChannels = 3) =>
        new("resnet101", BlockKind.Bottleneck, [3, 4, 23, 3], numClasses, inChannels);

    /// <summary>ResNet-101 with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static ResNet ResNet101(
        ResNet101Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => ResNet101(), weights, path, progress);

    /// <summary>ResNet-152: 60,192,808 parameters for 1000 classes.</summary>
    public static ResNet ResNet152(int numClasses = 1000, int inChannels = 3) =>
        new("resnet152", BlockKind.Bottleneck, [3, 8, 36, 3], numClasses, inChannels);

    /// <summary>ResNet-152 with published weights, for ImageNet's classes, in training mode.</summary>
    /// <param name="weights">Which ones.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static ResNet ResNet152(
        ResNet152Weights weights, string? path = null, IProgress<DownloadProgress>? progress = null) =>
        Pretrained.Load(() => ResNet152(), weights, path, progress);

    /// <summary>ResNeXt-50 32x4d (Xie et al. 2017): 25,028,904 parameters for 1000 classes.</summary>
    public static ResNet ResNeXt50(int numClasses = 1000, int inChannels = 3) =>
        new("resnext50_32x4d", BlockKind.Bottleneck, [3, 4, 6, 3], numClasses, inChannels, groups: 32, baseWidth: 4);

    /// <summary>Wide ResNet-50-2 (Zagoruyko and Komodakis 2016): 68,883,240 parameters for 1000 classes.</summary>
    public static ResNet WideResNet50(int numClasses = 1000, int inChannels = 3) =>
        new("wide_resnet50_2", BlockKind.Bottleneck, [3, 4, 6, 3], numClasses, inChannels, baseWidth: 128);
}
