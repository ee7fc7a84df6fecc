namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="ResNet.ResNet101(int, int)"/> (<c>torchvision.models.ResNet101_Weights</c>).</summary>
public sealed record ResNet101Weights : ModelWeights
{
    private ResNet101Weights(string version, string fileName)
        : base("resnet101", $"ResNet101_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 77.374 % of ImageNet's validation pictures right.</summary>
    public static ResNet101Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "resnet101-63fe2227.pth")
    {
        FileSize = 170.511,
        ParameterCount = 44_549_160,
        GigaMultiplyAdds = 7.801,
        Top1Accuracy = 77.374,
        Top5Accuracy = 93.546,
    };

    /// <summary>Trained with torchvision's newer training recipe: 81.886 % of ImageNet's validation pictures right.</summary>
    public static ResNet101Weights ImageNet1KV2 { get; } = new("IMAGENET1K_V2", "resnet101-cd907fc2.pth")
    {
        FileSize = 170.53,
        ParameterCount = 44_549_160,
        GigaMultiplyAdds = 7.801,
        Top1Accuracy = 81.886,
        Top5Accuracy = 95.78,
        ResizeSize = 232,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static ResNet101Weights Default => ImageNet1KV2;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<ResNet101Weights> All { get; } = [ImageNet1KV1, ImageNet1KV2];
}
