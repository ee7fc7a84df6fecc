using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>A model that <see cref="ModelRegistry"/> knows.</summary>
/// <param name="Name">The name it is asked for by.</param>
/// <param name="InputSize">The height and width of pictures it is meant for.</param>
/// <param name="AnySize">Whether pictures of other sizes fit too.</param>
/// <param name="Create">Makes it for a number of classes and of input channels, with new weights.</param>
public sealed record ModelEntry(
    string Name, int InputSize, bool AnySize, Func<int, int, Module<Tensor, Tensor>> Create)
{
    /// <summary>Its published weights, the oldest first; empty when there are none.</summary>
    public IReadOnlyList<ModelWeights> Weights { get; init; } = [];
}
