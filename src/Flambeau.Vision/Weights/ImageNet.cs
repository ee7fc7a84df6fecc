namespace Flambeau.Vision;

/// <summary>The data set that published weights were trained on (Russakovsky et al. 2015).</summary>
public static class ImageNet
{
    private const string Resource = "imagenet_categories.txt";

    private static readonly Lazy<IReadOnlyList<string>> s_categories = new(Read);

    /// <summary>The names of its 1000 classes in the order of a model's outputs, as torchvision gives them.</summary>
    public static IReadOnlyList<string> Categories => s_categories.Value;

    private static string[] Read()
    {
        using var stream = typeof(ImageNet).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
