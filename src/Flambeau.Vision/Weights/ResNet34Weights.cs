namespace Flambeau.Vision;

/// <summary>Published weights of <see cref="ResNet.ResNet34(int, int)"/> (<c>torchvision.models.ResNet34_Weights</c>).</summary>
public sealed record ResNet34Weights : ModelWeights
{
    private ResNet34Weights(string version, string fileName)
        : base("resnet34", $"ResNet34_Weights.{version}", fileName)
    {
    }

    /// <summary>Trained with torchvision's first recipe: 73.314 % of ImageNet's validation pictures right.</summary>
    public static ResNet34Weights ImageNet1KV1 { get; } = new("IMAGENET1K_V1", "resnet34-b627a593.pth")
    {
        FileSize = 83.275,
        ParameterCount = 21_797_672,
        GigaMultiplyAdds = 3.664,
        Top1Accuracy = 73.314,
        Top5Accuracy = 91.42,
    };

    /// <summary>The best there are (<c>DEFAULT</c>).</summary>
    public static ResNet34Weights Default => ImageNet1KV1;

    /// <summary>All there are, the oldest first.</summary>
    public static IReadOnlyList<ResNet34Weights> All { get; } = [ImageNet1KV1];
}
