namespace Flambeau.Serialization;

public static partial class Checkpoint
{
    /// <summary>
    /// Lists what a file would run in Python beyond PyTorch's safe list, without loading anything
    /// (<c>torch.serialization.get_unsafe_globals_in_checkpoint</c>).
    /// </summary>
    /// <param name="path">A file of any <see cref="CheckpointFormat"/>; formats without pickles name nothing.</param>
    /// <param name="options">Limits for reading; null means the defaults.</param>
    /// <returns>
    /// Full names such as <c>posix.system</c>, sorted. When the file breaks after some were met, those are returned.
    /// </returns>
    /// <exception cref="CheckpointException">The file is damaged or of an unknown format, before any name.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyList<string> FindUnsafeGlobals(string path, CheckpointOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CheckpointOptions.Default;
        using ByteSource source = ByteSource.Open(path, options);
        return Name(path, () => FindUnsafeGlobals(source, options));
    }

    /// <summary>Lists the same for a stream; see <see cref="FindUnsafeGlobals(string, CheckpointOptions?)"/>.</summary>
    /// <param name="stream">The stream, which is left open.</param>
    /// <param name="options">Limits for reading; null means the defaults.</param>
    /// <exception cref="CheckpointException">The content is damaged before any name, or unknown.</exception>
    public static IReadOnlyList<string> FindUnsafeGlobals(Stream stream, CheckpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using ByteSource source = ByteSource.Of(stream);
        return FindUnsafeGlobals(source, options ?? CheckpointOptions.Default);
    }

    private static string[] FindUnsafeGlobals(ByteSource source, CheckpointOptions options)
    {
        var refused = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            CheckpointReader.Find(source).FindGlobals(source, options, refused);
        }
        catch (CheckpointException) when (refused.Count > 0)
        {
            // Pickles that attack are often broken behind the attack: what they ask for is what matters.
        }

        return [.. refused];
    }
}
