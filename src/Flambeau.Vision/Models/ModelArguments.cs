using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>The arguments that all models of the registry have in files.</summary>
internal static class ModelArguments
{
    private const string Classes = "num_classes";
    private const string Channels = "in_channels";

    /// <summary>Describes a model by its last layer and its first.</summary>
    /// <exception cref="InvalidOperationException">The last layer is none that a number of classes describes.</exception>
    public static ModelDescription Describe(string architecture, Module head, int inChannels) => head is Linear linear
        ? new ModelDescription(architecture, new ValueDict { [Classes] = linear.OutFeatures, [Channels] = inChannels })
        : throw new InvalidOperationException(
            $"{architecture}: the last layer is a {head.GetType().Name}, and only a Linear is described by its number of classes; "
            + "save the StateDict, or write a model that holds this one and describes itself.");

    /// <summary>Makes the model of a description.</summary>
    public static Module Create(ModelDescription description) => Create(description.Architecture, description.Arguments);

    /// <summary>Makes the model of a name with arguments from a file.</summary>
    public static Module Create(string architecture, ValueDict arguments) =>
        ModelRegistry.Create(architecture, arguments.GetInt32(Classes), arguments.GetInt32(Channels));
}
