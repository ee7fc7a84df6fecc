namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="MobileNetV2"/> (<c>torchvision.models.MobileNet_V2_Weights</c>).</summary>
public sealed record MobileNetV2Weights : ModelWeights
{
    private MobileNetV2Weights(string version, string fileName)
        : base("mobilenet_v2", $"MobileNet_V2_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 71.878 % of ImageNet's validation pictures right.</summary>
    public static MobileNetV2Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "mobilenet_v2-b0353104.pth")
    {
        FileSize = 13.555,
        ParameterCount = 3_504_872,
        GigaMultiplyAdds = 0.301,
        Top1Accuracy = 71.878,
        Top5Accuracy = 90.286,
    };

    /// <summary>Trained with torchvision's newer training recipe: 72.154 % of ImageNet's validation pictures right.</summary>
    public static MobileNetV2Weights ImageNet1KV2 { get; } = new("IMAGENET1K_V2", "mobilenet_v2-7ebf99e0.pth")
    {
        FileSize = 13.598,
        ParameterCount = 3_504_872,
        GigaMultiplyAdds = 0.301,
        Top1Accuracy = 72.154,
        Top5Accuracy = 90.822,
        ResizeSize = 232,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static MobileNetV2Weights Default => ImageNet1KV2;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<MobileNetV2Weights> All { get; } = [ImageNet1KV1, ImageNet1KV2];
}
