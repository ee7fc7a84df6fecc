namespace Flambeau.Serialization;

/// <content>Saving.</content>
public static partial class Checkpoint
{
    /// <summary>
    /// Saves a value in the format that the path's extension says: <c>.safetensors</c>, <c>.npz</c> and <c>.npy</c>;
    /// any other, as PyTorch reads it with <c>torch.load(path, weights_only=True)</c>.
    /// </summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="value">
    /// A <see cref="StateDict"/>, a tensor, or a nest of dictionaries, lists, tuples, numbers, bools, strings and null
    /// around them, such as <c>new ValueDict { ["epoch"] = 3, ["model"] = net.StateDict() }</c>. Only PyTorch's format
    /// holds more than tensors by name, and <c>.npy</c> holds one tensor.
    /// </param>
    /// <exception cref="ArgumentException">Something in it cannot be saved; the message names its key.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Save(path, value, CheckpointFormats.OfPath(path));
    }

    /// <summary>Saves a value in a format, whatever the path's extension; see <see cref="Save(string, object?)"/>.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="value">The value.</param>
    /// <param name="format">
    /// <see cref="CheckpointFormat.TorchZip"/>, <see cref="CheckpointFormat.SafeTensors"/>,
    /// <see cref="CheckpointFormat.Npz"/> or <see cref="CheckpointFormat.Npy"/>.
    /// </param>
    /// <exception cref="ArgumentException">The format is one that is only read, or cannot hold the value.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, object? value, CheckpointFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (format)
        {
            case CheckpointFormat.TorchZip:
                AtomicFile.Write(path, stream => TorchZipWriter.Write(stream, value));
                break;
            case CheckpointFormat.SafeTensors:
                SaveSafeTensors(path, CheckpointFormats.TensorsByName(value, format));
                break;
            case CheckpointFormat.Npz:
                SaveNpz(path, CheckpointFormats.TensorsByName(value, format));
                break;
            case CheckpointFormat.Npy:
                SaveNpy(path, CheckpointFormats.OneTensor(value, format));
                break;
            default:
                throw new ArgumentException(
                    $"Checkpoint.Save: files are written as TorchZip, SafeTensors, Npz or Npy, but got {format}.", nameof(format));
        }
    }

    /// <summary>Saves a value to a stream in PyTorch's format; see <see cref="Save(string, object?)"/>.</summary>
    /// <param name="stream">Where the bytes go; it need not be seekable and is left open.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">Something in it cannot be saved; the message names its key.</exception>
    public static void Save(Stream stream, object? value)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TorchZipWriter.Write(stream, value);
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
}
