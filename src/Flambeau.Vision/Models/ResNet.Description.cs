using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <content>What a file of the whole model says.</content>
public sealed partial class ResNet
{
    /// <inheritdoc/>
    public static IReadOnlyCollection<string> Architectures { get; } =
    [
        "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "wide_resnet50_2",
    ];

    /// <inheritdoc/>
    public static ResNet Create(ModelDescription description) => (ResNet)ModelArguments.Create(description);

    /// <inheritdoc/>
    public ModelDescription Describe() => ModelArguments.Describe(_architecture, Fc, _conv1.InChannels);
}
