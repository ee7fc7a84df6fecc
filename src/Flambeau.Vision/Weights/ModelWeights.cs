using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>
/// Published weights of one model: where they are, what they are good for, how their pictures are prepared (an entry of
/// torchvision's <c>WeightsEnum</c>). The weights of each model are a type of their own, such as
/// <see cref="ResNet34Weights"/>.
/// </summary>
public abstract record ModelWeights
{
    private const string Server = "https://download.pytorch.org/models/";

    /// <summary>Weights of torchvision.</summary>
    /// <param name="model">The model's name in <see cref="ModelRegistry"/>.</param>
    /// <param name="name">torchvision's name, such as <c>ResNet34_Weights.IMAGENET1K_V1</c>.</param>
    /// <param name="fileName">The file's name on PyTorch's server.</param>
    protected ModelWeights(string model, string name, string fileName)
    {
        Model = model;
        Name = name;
        Url = new Uri(Server + fileName);
    }

    /// <summary>The model's name in <see cref="ModelRegistry"/>.</summary>
    public string Model { get; }

    /// <summary>torchvision's name, such as <c>ResNet34_Weights.IMAGENET1K_V1</c>.</summary>
    public string Name { get; }

    /// <summary>Where the file is; <c>weights with { Url = ... }</c> takes it from a mirror.</summary>
    public Uri Url { get; init; }

    /// <summary>The file's name, on the server and in the cache.</summary>
    public string FileName => RemoteFile.NameOf(Url);

    /// <summary>The beginning of the file's SHA-256, which is part of its name; null when the name has none.</summary>
    public string? Sha256Prefix => RemoteFile.HashPrefixOf(FileName);

    /// <summary>The size of the file in MiB, rounded.</summary>
    public required double FileSize { get; init; }

    /// <summary>The number of learned numbers.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Thousands of millions of multiplications with an addition for one picture.</summary>
    public required double GigaMultiplyAdds { get; init; }

    /// <summary>The share of ImageNet's validation pictures, in per cent, whose class comes first.</summary>
    public required double Top1Accuracy { get; init; }

    /// <summary>The share of ImageNet's validation pictures, in per cent, whose class is among the first five.</summary>
    public required double Top5Accuracy { get; init; }

    /// <summary>The names of the classes in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Categories { get; init; } = ImageNet.Categories;

    /// <summary>The shorter edge to which a picture is brought, in pixels.</summary>
    public int ResizeSize { get; init; } = 256;

    /// <summary>The edge of the square that is then cut from its middle, in pixels.</summary>
    public int CropSize { get; init; } = 224;

    /// <summary>How the picture is resized.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>
    /// What makes a picture the model's input (<c>weights.transforms()</c>): resizing, the middle, a tensor, ImageNet's
    /// mean and standard deviation.
    /// </summary>
    public Compose Transforms() =>
        new(new Resize(ResizeSize, Interpolation), new CenterCrop(CropSize), new ToTensor(), Normalize.ImageNet);

    /// <summary>The path of the file, which is downloaded when the cache does not have it.</summary>
    /// <param name="cache">Where files are kept; null for PyTorch's folder.</param>
    /// <param name="progress">Told of the bytes as they come.</param>
    /// <param name="cancellation">Stops the download; what has come is kept for the next attempt.</param>
    /// <exception cref="WeightsException">The file cannot be downloaded.</exception>
    public Task<string> DownloadAsync(
        WeightsCache? cache = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        (cache ?? new WeightsCache()).GetAsync(Url, progress, cancellation);

    /// <summary>The weights, downloaded when the cache does not have them.</summary>
    /// <param name="cache">Where files are kept; null for PyTorch's folder.</param>
    /// <param name="progress">Told of the bytes as they come.</param>
    /// <param name="cancellation">Stops the download; what has come is kept for the next attempt.</param>
    /// <exception cref="WeightsException">The file cannot be downloaded.</exception>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public async Task<StateDict> LoadAsync(
        WeightsCache? cache = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Checkpoint.LoadStateDict(await DownloadAsync(cache, progress, cancellation).ConfigureAwait(false));

    /// <summary>The weights from a given place, or from the cache, or downloaded.</summary>
    /// <param name="path">A file, or a folder that holds <see cref="FileName"/>; null for PyTorch's folder and the server.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="WeightsException">There is no such file, or it cannot be downloaded.</exception>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public StateDict Load(string? path = null, IProgress<DownloadProgress>? progress = null)
    {
        if (path is null)
        {
            // on another thread, whatever synchronisation context the caller has
            return Task.Run(() => LoadAsync(progress: progress)).GetAwaiter().GetResult();
        }

        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        return File.Exists(file)
            ? Checkpoint.LoadStateDict(file)
            : throw new WeightsException($"{Name}: there is no file {file}; it can be had from {Url}.") { Url = Url, Path = file };
    }

    /// <summary>torchvision's name.</summary>
    public sealed override string ToString() => Name;
}
