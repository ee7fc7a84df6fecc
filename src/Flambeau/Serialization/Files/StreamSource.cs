namespace Flambeau.Serialization;

/// <summary>The bytes of a seekable stream; readers take turns.</summary>
internal sealed class StreamSource(Stream stream, bool ownsStream) : ByteSource
{
    // Longer streams that cannot seek go to a temporary file instead.
    private const int LongestInMemory = 16 << 20;

    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public override long Length { get; } = stream.Length;

    /// <summary>Keeps the rest of a stream that cannot seek: in memory, or in a file when it is long.</summary>
    public static StreamSource Spool(Stream stream, string? path)
    {
        Stream copy = new MemoryStream();
        try
        {
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                if (copy is MemoryStream && copy.Length + read > LongestInMemory)
                {
                    copy = MoveToFile(copy);
                }

                copy.Write(buffer, 0, read);
            }

            return new StreamSource(copy, ownsStream: true) { Path = path };
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (ownsStream)
        {
            stream.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void ReadCore(long offset, Span<byte> destination)
    {
        lock (_gate)
        {
            stream.Position = offset;
            stream.ReadExactly(destination);
        }
    }

    private static FileStream MoveToFile(Stream copy)
    {
        var file = new FileStream(
            System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"flambeau-{Guid.NewGuid():N}.tmp"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose);
        copy.Position = 0;
        copy.CopyTo(file);
        return file;
    }
}
