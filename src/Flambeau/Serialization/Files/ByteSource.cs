namespace Flambeau.Serialization;

/// <summary>The bytes of a whole file, read at any position and by any thread.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The file's path, or null for a stream; formats of several files look beside it.</summary>
    public string? Path { get; init; }

    /// <summary>Opens a file, mapped into memory where the system and the options allow it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CheckpointException">It is a folder.</exception>
    public static ByteSource Open(string path, CheckpointOptions options)
    {
        if (Directory.Exists(path))
        {
            throw new CheckpointException($"'{path}' is a folder; name a file in it");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            if (!stream.CanSeek)
            {
                using (stream)
                {
                    return StreamSource.Spool(stream, path);
                }
            }

            return options.MapFiles && MappedSource.TryMap(stream, path) is { } mapped
                ? mapped
                : new StreamSource(stream, ownsStream: true) { Path = path };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a stream: in place when it can seek, else by keeping what is left of it.</summary>
    public static ByteSource Of(Stream stream) =>
        stream.CanSeek ? new StreamSource(stream, ownsStream: false) : StreamSource.Spool(stream, null);

    /// <summary>Fills the destination with the bytes at a position.</summary>
    /// <exception cref="CheckpointException">They lie outside the file.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        CheckInside(offset, destination.Length);
        ReadCore(offset, destination);
    }

    /// <summary>Reads bytes at a position.</summary>
    /// <exception cref="CheckpointException">They lie outside the file.</exception>
    public byte[] Read(long offset, int count)
    {
        // Before the array is made: what a file claims must not take memory.
        CheckInside(offset, count);
        byte[] bytes = new byte[count];
        ReadCore(offset, bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private void CheckInside(long offset, int count)
    {
        if (offset < 0 || offset > Length - count)
        {
            throw new CheckpointException(
                $"the file is cut short or damaged: {count} bytes are needed at {offset}, but it has {Length}");
        }
    }

    /// <summary>Reads bytes that are known to lie inside.</summary>
    protected abstract void ReadCore(long offset, Span<byte> destination);
}
