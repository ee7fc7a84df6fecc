namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="ResNet.ResNet50(int, int)"/> (<c>torchvision.models.ResNet50_Weights</c>).</summary>
public sealed record ResNet50Weights : ModelWeights
{
    private ResNet50Weights(string version, string fileName)
        : base("resnet50", $"ResNet50_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 76.130 % of ImageNet's validation pictures right.</summary>
    public static ResNet50Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "resnet50-0676ba61.pth")
    {
        FileSize = 97.781,
        ParameterCount = 25_557_032,
        GigaMultiplyAdds = 4.089,
        Top1Accuracy = 76.13,
        Top5Accuracy = 92.862,
    };

    /// <summary>Trained with torchvision's newer training recipe: 80.858 % of ImageNet's validation pictures right.</summary>
    public static ResNet50Weights ImageNet1KV2 { get; } = new("IMAGENET1K_V2", "resnet50-11ad3fa6.pth")
    {
        FileSize = 97.79,
        ParameterCount = 25_557_032,
        GigaMultiplyAdds = 4.089,
        Top1Accuracy = 80.858,
        Top5Accuracy = 95.434,
        ResizeSize = 232,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static ResNet50Weights Default => ImageNet1KV2;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<ResNet50Weights> All { get; } = [ImageNet1KV1, ImageNet1KV2];
}
