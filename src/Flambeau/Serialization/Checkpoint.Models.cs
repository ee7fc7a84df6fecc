using Flambeau.NN;

namespace Flambeau.Serialization;

/// <content>Whole models: what <c>torch.save(model)</c> is for, without code in the file.</content>
public static partial class Checkpoint
{
    /// <summary>
    /// Saves a model whole: its architecture's name, the arguments it is made with, its mode and its weights. PyTorch reads
    /// the file as a plain dict with <c>weights_only=True</c>; the weights are under <c>state_dict</c>.
    /// </summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidOperationException">It was changed so that its description does not make it again.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveModel<T>(string path, T model)
        where T : Module, IDescribedModel<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription description = model.Describe();
        WholeModel.CheckCanBeLoaded(model, description, new ModelFactories().Add<T>());
        SaveModel(path, model, description);
    }

    /// <summary>Saves a model of any type whole, as its description says.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="model">The model.</param>
    /// <param name="description">What one of the <see cref="ModelFactories"/> of the reader will make it again from.</param>
    /// <exception cref="ArgumentException">An argument is nothing that a file can hold.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveModel(string path, Module model, ModelDescription description)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(description);
        Save(path, WholeModel.ToValue(model, description), CheckpointFormat.TorchZip);
    }

    /// <summary>Makes the model that <see cref="SaveModel{T}(string, T)"/> saved; no code from the file runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <typeparam name="T">The model's type. A file of another architecture is an error.</typeparam>
    /// <returns>The model with its weights, in the element type and the mode it was saved in; everything trains.</returns>
    /// <exception cref="CheckpointException">The file cannot be read, or holds another model or none.</exception>
    /// <exception cref="StateDictException">The weights do not fit the model.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static T LoadModel<T>(string path, CheckpointOptions? options = null)
        where T : Module, IDescribedModel<T> =>
        (T)LoadModel(path, new ModelFactories().Add<T>(), options);

    /// <summary>Makes a saved model of one of several architectures.</summary>
    /// <param name="path">The file.</param>
    /// <param name="factories">The architectures to choose from.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <returns>The model with its weights, in the element type and the mode it was saved in; everything trains.</returns>
    /// <exception cref="CheckpointException">The file cannot be read, or holds another model or none.</exception>
    /// <exception cref="StateDictException">The weights do not fit the model.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Module LoadModel(string path, ModelFactories factories, CheckpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(factories);
        ValueDict value = LoadDict(path, options);
        return Name(path, () => WholeModel.Load(value, factories));
    }
}
