using Flambeau.NN;

namespace Flambeau.Serialization;

/// <summary>
/// A model that <see cref="Checkpoint.SaveModel{T}(string, T)"/> and
/// <see cref="Checkpoint.LoadModel{T}(string, CheckpointOptions?)"/> save and load whole.
/// </summary>
/// <typeparam name="TSelf">The model's own type.</typeparam>
public interface IDescribedModel<TSelf>
    where TSelf : Module, IDescribedModel<TSelf>
{
    /// <summary>The names of the architectures that the type has.</summary>
    static abstract IReadOnlyCollection<string> Architectures { get; }

    /// <summary>Makes a model with new weights.</summary>
    /// <param name="description">
    /// One of <see cref="Architectures"/>, and arguments, which come from a file: check what may not be just anything.
    /// </param>
    /// <exception cref="CheckpointException">An argument is missing or of another type.</exception>
    static abstract TSelf Create(ModelDescription description);

    /// <summary>Describes the model as it is now, heads that were exchanged included.</summary>
    /// <exception cref="InvalidOperationException">It was changed into something that has no description.</exception>
    ModelDescription Describe();
}
