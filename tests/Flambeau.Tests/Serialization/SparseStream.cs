namespace Flambeau.Tests.Serialization;

/// <summary>A file in memory that keeps its short writes and takes long ones for zeros.</summary>
internal sealed class SparseStream : Stream
{
    private const int LongWrite = 1 << 16;

    private readonly List<(long Offset, byte[] Bytes)> _pieces = [];
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _length - Position);
        for (int i = 0; i < count; i++)
        {
            long at = Position + i;
            (long offset, byte[] bytes) = _pieces.LastOrDefault(piece => piece.Offset <= at);
            buffer[i] = bytes is not null && at - offset < bytes.Length ? bytes[at - offset] : (byte)0;
        }

        Position += count;
        return count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < LongWrite)
        {
            _pieces.Add((_length, buffer.ToArray()));
        }

        _length += buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
