namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="ResNet.ResNet18(int, int)"/> (<c>torchvision.models.ResNet18_Weights</c>).</summary>
public sealed record ResNet18Weights : ModelWeights
{
    private ResNet18Weights(string version, string fileName)
        : base("resnet18", $"ResNet18_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 69.758 % of ImageNet's validation pictures right.</summary>
    public static ResNet18Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "resnet18-f37072fd.pth")
    {
        FileSize = 44.661,
        ParameterCount = 11_689_512,
        GigaMultiplyAdds = 1.814,
        Top1Accuracy = 69.758,
        Top5Accuracy = 89.078,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static ResNet18Weights Default => ImageNet1KV1;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<ResNet18Weights> All { get; } = [ImageNet1KV1];
}
