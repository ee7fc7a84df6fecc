using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>The models by name (<c>torchvision.models.list_models</c> and <c>get_model</c>).</summary>
public static class ModelRegistry
{
    private static readonly ModelEntry[] s_entries =
    [
        new("small", 28, AnySize: true, (classes, channels) => new SmallConvNet(classes, channels)),
        new("net", 224, AnySize: false, (classes, channels) => new Net(classes, channels)),
        new("chapter-resnet34", 224, AnySize: false, (classes, channels) => new ChapterResNet34(classes, channels)),
        new("alexnet", 224, AnySize: true, (classes, channels) => new AlexNet(classes, channels)),
        new("mobilenet_v2", 224, AnySize: true, (classes, channels) => new MobileNetV2(classes, channels))
        {
            Weights = MobileNetV2Weights.All,
        },
        new("resnet18", 224, AnySize: true, ResNet.ResNet18) { Weights = ResNet18Weights.All },
        new("resnet34", 224, AnySize: true, ResNet.ResNet34) { Weights = ResNet34Weights.All },
        new("resnet50", 224, AnySize: true, ResNet.ResNet50) { Weights = ResNet50Weights.All },
        new("resnet101", 224, AnySize: true, ResNet.ResNet101) { Weights = ResNet101Weights.All },
        new("resnet152", 224, AnySize: true, ResNet.ResNet152) { Weights = ResNet152Weights.All },
        new("resnext50_32x4d", 224, AnySize: true, ResNet.ResNeXt50),
        new("wide_resnet50_2", 224, AnySize: true, ResNet.WideResNet50),
        .. new[] { 11, 13, 16, 19 }.SelectMany(Vggs),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_entries.Select(entry => entry.Name)];

    /// <summary>The makers of all models, for <see cref="Checkpoint.LoadModel(string, ModelFactories, CheckpointOptions?)"/>.</summary>
    /// <remarks>Each call gives a new object, to which more can be added.</remarks>
    public static ModelFactories Factories()
    {
        var factories = new ModelFactories();
        foreach (string name in Names)
        {
            factories.Add(name, arguments => ModelArguments.Create(name, arguments));
        }

        return factories;
    }

    /// <summary>The model of a name.</summary>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static ModelEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(s_entries, entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"ModelRegistry: there is no model '{name}'; the models are "
                + $"{string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>A model with new weights.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static Module<Tensor, Tensor> Create(string name, int numClasses, int inChannels = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numClasses);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        return Find(name).Create(numClasses, inChannels);
    }

    /// <summary>A model with published weights, for their classes, in training mode (<c>get_model(name, weights)</c>).</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="weights">Weights of that model.</param>
    /// <param name="path">A local file, or a folder that holds it; null for PyTorch's cache and a download.</param>
    /// <param name="progress">Told of the bytes of a download as they come.</param>
    /// <exception cref="ArgumentException">There is no such model, or the weights are another's.</exception>
    /// <exception cref="WeightsException">The weights cannot be had.</exception>
    public static Module<Tensor, Tensor> Create(
        string name, ModelWeights weights, string? path = null, IProgress<DownloadProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var entry = Find(name);
        return string.Equals(weights.Model, entry.Name, StringComparison.OrdinalIgnoreCase)
            ? Pretrained.Load(() => entry.Create(weights.Categories.Count, 3), weights, path, progress)
            : throw new ArgumentException(
                $"ModelRegistry: {weights} are weights of {weights.Model}, not of {entry.Name}.", nameof(weights));
    }

    /// <summary>All published weights, model by model.</summary>
    public static IEnumerable<ModelWeights> Weights => s_entries.SelectMany(entry => entry.Weights);

    /// <summary>Published weights by name (<c>torchvision.models.get_weight</c>).</summary>
    /// <param name="name">Such as <c>ResNet34_Weights.IMAGENET1K_V1</c> or <c>ResNet34_Weights.DEFAULT</c>, or a model's
    /// name for its best weights, in any case.</param>
    /// <exception cref="ArgumentException">There are no such weights.</exception>
    public static ModelWeights FindWeights(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        const string Default = ".DEFAULT";
        string whole = name.EndsWith(Default, StringComparison.OrdinalIgnoreCase) ? name[..^Default.Length] : name;
        return Weights.FirstOrDefault(weights => Same(weights.Name, name))
            ?? Weights.LastOrDefault(weights => Same(weights.Model, name) || Same(weights.Name.Split('.')[0], whole))
            ?? throw new ArgumentException(
                $"ModelRegistry: there are no weights '{name}'; there are {string.Join(", ", Weights)}.", nameof(name));

        static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }

    private static ModelEntry[] Vggs(int depth) =>
    [
        new($"vgg{depth}", 224, AnySize: true, (classes, channels) => new Vgg(depth, false, classes, channels)),
        new($"vgg{depth}_bn", 224, AnySize: true, (classes, channels) => new Vgg(depth, true, classes, channels)),
    ];
}
