namespace Flambeau.Serialization;

public static partial class Checkpoint
{
    /// <summary>Opens a file: its tensors' names, shapes and types are read, their elements are not.</summary>
    /// <param name="path">A file of any <see cref="CheckpointFormat"/>.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The file is damaged, refused, or of an unknown format.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static CheckpointFile Open(string path, CheckpointOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CheckpointOptions.Default;
        return CheckpointReader.OpenAny(ByteSource.Open(path, options), options);
    }

    /// <summary>Opens a stream; see <see cref="Open(string, CheckpointOptions?)"/>.</summary>
    /// <param name="stream">
    /// A seekable stream, all of which is the file and which must stay open as long as tensors are loaded; or one that
    /// cannot seek, whose rest is kept in memory or, when it is long, in a temporary file. It is left open.
    /// </param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The content is damaged, refused, or of an unknown format.</exception>
    public static CheckpointFile Open(Stream stream, CheckpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CheckpointReader.OpenAny(ByteSource.Of(stream), options ?? CheckpointOptions.Default);
    }
}
