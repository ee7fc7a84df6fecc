using System.IO.MemoryMappedFiles;

namespace Flambeau.Serialization;

/// <summary>
/// A file mapped into memory: short reads copy from the system's file cache without a call, long ones are one call each.
/// </summary>
internal sealed class MappedSource : ByteSource
{
    // A call costs less than meeting the map's pages one by one, and a file cut short meanwhile is an error, not the end.
    private const int LongRead = 16 << 10;

    private readonly FileStream _stream;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private MappedSource(FileStream stream, MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
        _stream = stream;
        _file = file;
        _view = view;
        Length = length;
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Maps a file and takes it over, or returns null when the system does not map it.</summary>
    public static MappedSource? TryMap(FileStream stream, string path)
    {
        long length = stream.Length;
        if (length == 0 || !Environment.Is64BitProcess)
        {
            return null;
        }

        MemoryMappedFile? file = null;
        try
        {
            file = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            MemoryMappedViewAccessor view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return new MappedSource(stream, file, view, length) { Path = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Pipes, /proc and some network drives: positional reads still work.
            file?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        _stream.Dispose();
    }

    /// <inheritdoc/>
    protected override void ReadCore(long offset, Span<byte> destination)
    {
        if (destination.Length < LongRead)
        {
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_view.PointerOffset + offset), destination);
            return;
        }

        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(_stream.SafeFileHandle, destination, offset);
            if (count == 0)
            {
                throw new CheckpointException($"the file was cut short while it was read: it had {Length} bytes");
            }

            offset += count;
            destination = destination[count..];
        }
    }
}
