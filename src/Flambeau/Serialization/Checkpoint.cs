namespace Flambeau.Serialization;

/// <summary>Saves and loads the files of <c>torch.save</c> and <c>torch.load(weights_only=True)</c>.</summary>
/// <remarks>
/// Files are read by their content, whatever their name. Reading never runs code from the file, and any file gives
/// either its value or a <see cref="CheckpointException"/>.
/// </remarks>
public static partial class Checkpoint
{
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
