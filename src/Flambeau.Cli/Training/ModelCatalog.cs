using Flambeau.NN;
using Flambeau.Vision;

namespace Flambeau.Cli.Training;

/// <summary>The networks that the tool knows by name.</summary>
internal static class ModelCatalog
{
    private const string ForSmallImages = "small";
    private const string ForPhotographs = "resnet18";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => ModelRegistry.Names;

    /// <summary>The network that suits the embedded digits, MNIST files, or a folder of images.</summary>
    public static string DefaultFor(string? data) => data is null || Mnist.IsIn(data) ? ForSmallImages : ForPhotographs;

    /// <summary>The edge, in pixels, of the images that the network was made for.</summary>
    public static int ImageSize(string name) => ModelRegistry.Find(name).InputSize;

    /// <summary>The channels that the network is usually used with.</summary>
    public static int Channels(string name) => name == ForSmallImages ? 1 : 3;

    /// <summary>A new network for images of a given kind.</summary>
    /// <exception cref="CliException">The network takes images of one size only, and these have another.</exception>
    public static Module<Tensor, Tensor> Create(string name, int classes, int channels, int imageSize)
    {
        var entry = ModelRegistry.Find(name);
        return entry.AnySize || entry.InputSize == imageSize
            ? entry.Create(classes, channels)
            : throw new CliException($"{name} takes images of {entry.InputSize} x {entry.InputSize} pixels only, but these have {imageSize} x {imageSize}.");
    }
}
