namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="ResNet.ResNet152(int, int)"/> (<c>torchvision.models.ResNet152_Weights</c>).</summary>
public sealed record ResNet152Weights : ModelWeights
{
    private ResNet152Weights(string version, string fileName)
        : base("resnet152", $"ResNet152_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 78.312 % of ImageNet's validation pictures right.</summary>
    public static ResNet152Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "resnet152-394f9c45.pth")
    {
        FileSize = 230.434,
        ParameterCount = 60_192_808,
        GigaMultiplyAdds = 11.514,
        Top1Accuracy = 78.312,
        Top5Accuracy = 94.046,
    };

    /// <summary>Trained with torchvision's newer training recipe: 82.284 % of ImageNet's validation pictures right.</summary>
    public static ResNet152Weights ImageNet1KV2 { get; } = new("IMAGENET1K_V2", "resnet152-f82ba261.pth")
    {
        FileSize = 230.474,
        ParameterCount = 60_192_808,
        GigaMultiplyAdds = 11.514,
        Top1Accuracy = 82.284,
        Top5Accuracy = 96.002,
        ResizeSize = 232,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static ResNet152Weights Default => ImageNet1KV2;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<ResNet152Weights> All { get; } = [ImageNet1KV1, ImageNet1KV2];
}
