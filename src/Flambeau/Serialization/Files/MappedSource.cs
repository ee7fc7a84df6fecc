using System.IO.MemoryMappedFiles;

namespace Flambeau.Serialization;

/// <summary>A file mapped into memory: reading copies from the system's file cache without a call.</summary>
internal sealed class MappedSource : ByteSource
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private MappedSource(MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
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
            stream.Dispose();
            return new MappedSource(file, view, length) { Path = path };
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
    }

    /// <inheritdoc/>
    protected override void ReadCore(long offset, Span<byte> destination) =>
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_view.PointerOffset + offset), destination);
}
