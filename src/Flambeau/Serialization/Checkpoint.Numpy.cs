namespace Flambeau.Serialization;

public static partial class Checkpoint
{
    /// <summary>Saves one tensor as <c>numpy.save</c> does: a <c>.npy</c> file in row-major order.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="tensor">The tensor, of any shape.</param>
    /// <exception cref="ArgumentException">Its type is bfloat16, which numpy does not have.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveNpy(string path, Tensor tensor)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream => NumpyWriter.WriteArray(stream, tensor));
    }

    /// <summary>Saves to a stream; see <see cref="SaveNpy(string, Tensor)"/>.</summary>
    /// <param name="stream">Where the bytes go; it need not be seekable and is left open.</param>
    /// <param name="tensor">The tensor, of any shape.</param>
    /// <exception cref="ArgumentException">Its type is bfloat16, which numpy does not have.</exception>
    public static void SaveNpy(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensor);
        NumpyWriter.WriteArray(stream, tensor);
    }

    /// <summary>Saves tensors as <c>numpy.savez</c> does: a <c>.npz</c> file with one array per key.</summary>
    /// <param name="path">The file to create or replace. It is whole or untouched: a temporary file is renamed.</param>
    /// <param name="state">The tensors; those that share memory are written apart, for the format cannot share.</param>
    /// <exception cref="ArgumentException">
    /// A tensor is bfloat16, which numpy does not have; the message names it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveNpz(string path, StateDict state)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(state);
        AtomicFile.Write(path, stream => NumpyWriter.WriteArchive(stream, state));
    }

    /// <summary>Saves to a stream; see <see cref="SaveNpz(string, StateDict)"/>.</summary>
    /// <param name="stream">Where the bytes go; it need not be seekable and is left open.</param>
    /// <param name="state">The tensors.</param>
    /// <exception cref="ArgumentException">
    /// A tensor is bfloat16, which numpy does not have; the message names it.
    /// </exception>
    public static void SaveNpz(Stream stream, StateDict state)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(state);
        NumpyWriter.WriteArchive(stream, state);
    }
}
