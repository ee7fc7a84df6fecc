using System.Buffers;
using System.Buffers.Binary;

namespace Flambeau.Serialization;

/// <summary>Builds a small binary record, little-endian.</summary>
internal sealed class RecordBuilder
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What has been built so far.</summary>
    public ReadOnlySpan<byte> Span => _buffer.WrittenSpan;

    /// <summary>Appends 16 bits.</summary>
    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
    }

    /// <summary>Appends 32 bits.</summary>
    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    /// <summary>Appends 64 bits.</summary>
    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>Appends bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>Appends so many zero bytes.</summary>
    public void Zeros(int count)
    {
        _buffer.GetSpan(count)[..count].Clear();
        _buffer.Advance(count);
    }
}
