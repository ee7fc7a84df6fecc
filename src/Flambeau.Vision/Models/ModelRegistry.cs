using Flambeau.NN;

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
        new("mobilenet_v2", 224, AnySize: true, (classes, channels) => new MobileNetV2(classes, channels)),
        new("resnet18", 224, AnySize: true, ResNet.ResNet18),
        new("resnet34", 224, AnySize: true, ResNet.ResNet34),
        new("resnet50", 224, AnySize: true, ResNet.ResNet50),
        new("resnet101", 224, AnySize: true, ResNet.ResNet101),
        new("resnet152", 224, AnySize: true, ResNet.ResNet152),
        new("resnext50_32x4d", 224, AnySize: true, ResNet.ResNeXt50),
        new("wide_resnet50_2", 224, AnySize: true, ResNet.WideResNet50),
        .. new[] { 11, 13, 16, 19 }.SelectMany(Vggs),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_entries.Select(entry => entry.Name)];

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

    private static ModelEntry[] Vggs(int depth) =>
    [
        new($"vgg{depth}", 224, AnySize: true, (classes, channels) => new Vgg(depth, false, classes, channels)),
        new($"vgg{depth}_bn", 224, AnySize: true, (classes, channels) => new Vgg(depth, true, classes, channels)),
    ];
}
