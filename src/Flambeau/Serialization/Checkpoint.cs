namespace Flambeau.Serialization;

/// <summary>Saves and loads the files of <c>torch.save</c> and <c>torch.load(weights_only=True)</c>.</summary>
/// <remarks>
/// The extension (.pt, .pth, .pkl) does not matter. Reading never runs code from the file, and any file gives either
/// its value or a <see cref="CheckpointException"/>.
/// </remarks>
public static partial class Checkpoint
{
    /// <summary>Saves a value so that PyTorch reads it with <c>torch.load(path, weights_only=True)</c>.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="value">
    /// A <see cref="StateDict"/>, a tensor, or a nest of dictionaries, lists, tuples, numbers, bools, strings and null
    /// around them, such as <c>new ValueDict { ["epoch"] = 3, ["model"] = net.StateDict() }</c>.
    /// </param>
    /// <exception cref="ArgumentException">Something in it cannot be saved; the message names its key.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => TorchZipWriter.Write(stream, value));
    }

    /// <summary>Saves a value to a stream; see <see cref="Save(string, object?)"/>.</summary>
    /// <param name="stream">Where the bytes go; it need not be seekable and is left open.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">Something in it cannot be saved; the message names its key.</exception>
    public static void Save(Stream stream, object? value)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TorchZipWriter.Write(stream, value);
    }

    /// <summary>Loads whatever value a file holds; the kinds of values are listed at <see cref="ValueDict"/>.</summary>
    /// <param name="path">A file written by <c>torch.save</c> or by <see cref="Save(string, object?)"/>.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The file is damaged, refused, or of another format.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static object? Load(string path, CheckpointOptions? options = null)
    {
        using CheckpointFile file = Open(path, options);
        return file.LoadValue();
    }

    /// <summary>Loads whatever value a stream holds; see <see cref="Load(string, CheckpointOptions?)"/>.</summary>
    /// <param name="stream">A seekable stream, all of which is the file, or the rest of another; left open.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The content is damaged, refused, or of another format.</exception>
    public static object? Load(Stream stream, CheckpointOptions? options = null)
    {
        using CheckpointFile file = Open(stream, options);
        return file.LoadValue();
    }

    /// <summary>Loads a file whose value is a dict: a training checkpoint with model, optimiser, epoch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The file cannot be read or holds no dict.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ValueDict LoadDict(string path, CheckpointOptions? options = null)
    {
        object? value = Load(path, options);
        return value as ValueDict
            ?? throw new CheckpointException($"the file holds {PythonValue.NameOf(value)}, not a dict").In(path);
    }

    /// <summary>
    /// Loads the model's state dict from a file: the whole value, or the part under <c>state_dict</c>,
    /// <c>model_state_dict</c> or <c>model</c>, or the only part that is a state dict.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// How to read; with <see cref="CheckpointOptions.ReadUnknownClasses"/> a whole module's parameters and buffers
    /// are collected under the names its state dict would have.
    /// </param>
    /// <exception cref="CheckpointException">The file cannot be read or holds no state dict.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static StateDict LoadStateDict(string path, CheckpointOptions? options = null)
    {
        using CheckpointFile file = Open(path, options);
        return file.LoadStateDict();
    }

    /// <summary>Saves the tensors of a model in the format of the safetensors library.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="state">The tensors; those that share memory are written apart, for the format cannot share.</param>
    /// <param name="metadata">Texts to keep under <c>__metadata__</c>, or null.</param>
    /// <exception cref="ArgumentException">The names take more room than the format allows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveSafeTensors(string path, StateDict state, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(state);
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, state, metadata));
    }

    /// <summary>Saves to a stream; see <see cref="SaveSafeTensors(string, StateDict, IReadOnlyDictionary{string, string}?)"/>.</summary>
    /// <param name="stream">Where the bytes go; it need not be seekable and is left open.</param>
    /// <param name="state">The tensors.</param>
    /// <param name="metadata">Texts to keep under <c>__metadata__</c>, or null.</param>
    /// <exception cref="ArgumentException">The names take more room than the format allows.</exception>
    public static void SaveSafeTensors(Stream stream, StateDict state, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(state);
        SafeTensorsWriter.Write(stream, state, metadata);
    }

    private static T Name<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CheckpointException e)
        {
            throw e.In(path);
        }
    }
}
