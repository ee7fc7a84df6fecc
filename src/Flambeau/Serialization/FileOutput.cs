using Microsoft.Win32.SafeHandles;

namespace Flambeau.Serialization;

/// <summary>A new file that is written from its beginning to its end, without a buffer, for the pieces are large.</summary>
/// <param name="path">A name that no file has.</param>
internal sealed class FileOutput(string path) : Stream
{
    // No other process opens the file meanwhile, and who tries finds out that somebody writes.
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _position;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            RandomAccess.Write(_file, buffer, _position);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // .NET's way to say EFBIG: a limit of this process, or of a file system such as FAT.
            throw new IOException("The file is too large for the file system, or for the limits of this process.", e);
        }

        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>Waits until the disk has the content.</summary>
    public void FlushToDisk() => RandomAccess.FlushToDisk(_file);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
