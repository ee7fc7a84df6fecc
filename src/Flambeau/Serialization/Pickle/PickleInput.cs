using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Flambeau.Serialization;

/// <summary>Reads the bytes of a pickle, never past the end and never allocating more than what is left.</summary>
internal sealed class PickleInput
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ByteSource _source;
    private readonly byte[] _buffer;
    private readonly long _end;
    private long _bufferStart;
    private int _next;
    private int _filled;

    /// <summary>Reads from the stream's position to its end.</summary>
    /// <param name="stream">A seekable stream.</param>
    public PickleInput(Stream stream)
        : this(new StreamSource(stream, ownsStream: false), stream.Position, stream.Length)
    {
    }

    /// <summary>Reads a part of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="end">The position after the last byte, inside the file.</param>
    public PickleInput(ByteSource source, long start, long end)
    {
        const int LongestBuffer = 64 * 1024;
        _source = source;
        _bufferStart = start;
        _end = end;
        _buffer = new byte[(int)Math.Clamp(end - start, 1, LongestBuffer)];
    }

    /// <summary>The position of the next byte in the stream.</summary>
    public long Position => _bufferStart + _next;

    /// <summary>The number of bytes from here to the end.</summary>
    public long Remaining => _end - Position;

    /// <summary>Reads one byte.</summary>
    public byte ReadByte()
    {
        Require(1);
        if (_next == _filled)
        {
            Fill();
        }

        return _buffer[_next++];
    }

    /// <summary>Reads a little-endian unsigned 16-bit number.</summary>
    public int ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    /// <summary>Reads a little-endian signed 32-bit number.</summary>
    public int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    /// <summary>Reads a little-endian signed 64-bit number.</summary>
    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Read(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Reads a big-endian IEEE double.</summary>
    public double ReadDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        Read(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>Reads so many bytes.</summary>
    public byte[] ReadBytes(long count)
    {
        Require(count);
        if (count > Array.MaxLength)
        {
            throw new CheckpointException($"a value of {count} bytes is too long");
        }

        byte[] bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    /// <summary>Reads so many bytes of UTF-8 text.</summary>
    public string ReadText(long byteCount) => Decode(ReadBytes(byteCount));

    /// <summary>
    /// Reads so many bytes of what Python 2 called a string: text when it is UTF-8, as <c>torch.load</c> has it, else
    /// the bytes.
    /// </summary>
    public object ReadTextOrBytes(long byteCount)
    {
        byte[] bytes = ReadBytes(byteCount);
        return Utf8.IsValid(bytes) ? s_utf8.GetString(bytes) : bytes;
    }

    /// <summary>Reads text up to a line feed.</summary>
    public string ReadLine()
    {
        const int LongestLine = 4096;
        var line = new List<byte>();
        for (byte next = ReadByte(); next != '\n'; next = ReadByte())
        {
            if (line.Count == LongestLine)
            {
                throw new CheckpointException($"a name is longer than {LongestLine} bytes");
            }

            line.Add(next);
        }

        return Decode([.. line]);
    }

    /// <summary>Passes over so many bytes.</summary>
    public void Skip(long count)
    {
        Require(count);
        _bufferStart = Position + count;
        _next = _filled = 0;
    }

    /// <summary>Fills the whole destination.</summary>
    public void Read(Span<byte> destination)
    {
        Require(destination.Length);
        int buffered = Math.Min(destination.Length, _filled - _next);
        _buffer.AsSpan(_next, buffered).CopyTo(destination);
        _next += buffered;
        Span<byte> rest = destination[buffered..];
        if (rest.Length >= _buffer.Length)
        {
            // Long values go straight to their place.
            _source.Read(_bufferStart + _next, rest);
            _bufferStart += _next + rest.Length;
            _next = _filled = 0;
            return;
        }

        while (!rest.IsEmpty)
        {
            Fill();
            int take = Math.Min(rest.Length, _filled);
            _buffer.AsSpan(0, take).CopyTo(rest);
            _next = take;
            rest = rest[take..];
        }
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new CheckpointException("a string is not valid UTF-8", e);
        }
    }

    private void Fill()
    {
        _bufferStart += _filled;
        _next = 0;
        _filled = (int)Math.Min(_buffer.Length, _end - _bufferStart);
        _source.Read(_bufferStart, _buffer.AsSpan(0, _filled));
    }

    private void Require(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw new CheckpointException(
                $"the pickle is cut short or damaged: {count} more bytes are needed, but {Remaining} are left");
        }
    }
}
