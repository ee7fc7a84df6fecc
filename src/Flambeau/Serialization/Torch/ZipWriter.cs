using System.Text;
using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>
/// Writes a zip file of stored entries whose data begin at offsets divisible by 64, as PyTorch does, so that tensors
/// can be mapped into memory. ZIP64 fields appear where sizes or offsets need them.
/// </summary>
/// <param name="output">Where the bytes go, from its current position on; it need not be seekable.</param>
internal sealed class ZipWriter(Stream output)
{
    private const int Alignment = 64;
    private const ushort VersionNeeded = 45;

    // PyTorch leaves date and time zero, which no calendar has; 1980-01-01 is the earliest one that tools accept.
    private const ushort FirstDate = (1 << 5) | 1;

    private readonly List<ZipEntry> _entries = [];
    private long _position;

    /// <summary>The entries written so far.</summary>
    public IReadOnlyList<ZipEntry> Entries => _entries;

    /// <summary>A name as it stands in the file, where its length has 16 bits.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static byte[] Encode(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= ushort.MaxValue
            ? bytes
            : throw new ArgumentException(
                $"Checkpoint: a name in a zip file has at most {ushort.MaxValue} bytes, but '{name[..40]}...' has "
                + $"{bytes.Length}.");
    }

    /// <summary>Adds an entry held in one piece.</summary>
    public void Add(string name, ReadOnlyMemory<byte> content) =>
        Add(name, content.Length, visit => visit(content.Span));

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="length">The number of its bytes.</param>
    /// <param name="content">Hands over the bytes in order; called twice, because the checksum goes first.</param>
    /// <exception cref="ArgumentException">The name is too long.</exception>
    public void Add(string name, long length, Action<ByteVisitor> content)
    {
        var crc = default(Crc32);
        content(bytes => crc.Add(bytes));
        var entry = new ZipEntry(name, false, crc.Value, length, length, _position);
        WriteLocalHeader(entry);
        long start = _position;
        content(Write);
        if (_position - start != length)
        {
            throw new InvalidOperationException($"Entry '{name}' has {_position - start} bytes, not {length}.");
        }

        _entries.Add(entry with { DataOffset = start });
    }

    /// <summary>Writes the central directory; nothing can be added afterwards.</summary>
    public void Finish()
    {
        long start = _position;
        foreach (ZipEntry entry in _entries)
        {
            WriteCentralHeader(entry);
        }

        WriteEnd(start, _position - start);
    }

    private void WriteLocalHeader(ZipEntry entry)
    {
        byte[] name = Encode(entry.Name);
        byte[] zip64 = entry.Length >= ZipFormat.InZip64 ? Zip64Field(entry.Length, entry.Length) : [];
        int padding = PaddingFor(_position + ZipFormat.LocalHeaderSize + name.Length + zip64.Length);
        var header = new RecordBuilder();
        header.UInt32(ZipFormat.LocalHeader);
        WriteCommonFields(header, entry);
        header.UInt16((ushort)name.Length);
        header.UInt16((ushort)(zip64.Length + padding));
        header.Bytes(name);
        header.Bytes(zip64);
        if (padding > 0)
        {
            header.UInt16(ZipFormat.PaddingExtra);
            header.UInt16((ushort)(padding - 4));
            header.Bytes(Enumerable.Repeat((byte)'Z', padding - 4).ToArray());
        }

        Write(header.Span);
    }

    private void WriteCentralHeader(ZipEntry entry)
    {
        byte[] name = Encode(entry.Name);
        bool longData = entry.Length >= ZipFormat.InZip64;
        bool farAway = entry.HeaderOffset >= ZipFormat.InZip64;
        byte[] zip64 = (longData, farAway) switch
        {
            (true, true) => Zip64Field(entry.Length, entry.Length, entry.HeaderOffset),
            (true, false) => Zip64Field(entry.Length, entry.Length),
            (false, true) => Zip64Field(entry.HeaderOffset),
            _ => [],
        };
        var header = new RecordBuilder();
        header.UInt32(ZipFormat.CentralHeader);
        header.UInt16(VersionNeeded);
        WriteCommonFields(header, entry);
        header.UInt16((ushort)name.Length);
        header.UInt16((ushort)zip64.Length);
        header.Zeros(10); // no comment, first disk, no attributes
        header.UInt32(farAway ? ZipFormat.InZip64 : (uint)entry.HeaderOffset);
        header.Bytes(name);
        header.Bytes(zip64);
        Write(header.Span);
    }

    private static void WriteCommonFields(RecordBuilder header, ZipEntry entry)
    {
        uint length = (uint)Math.Min(entry.Length, ZipFormat.InZip64);
        header.UInt16(VersionNeeded);
        header.UInt16(ZipFormat.FlagUtf8);
        header.UInt16(ZipFormat.MethodStored);
        header.UInt16(0);
        header.UInt16(FirstDate);
        header.UInt32(entry.Crc);
        header.UInt32(length);
        header.UInt32(length);
    }

    /// <summary>The ZIP64 records are always written, as PyTorch does; the old end record follows.</summary>
    private void WriteEnd(long start, long size)
    {
        long zip64End = _position;
        var end = new RecordBuilder();
        end.UInt32(ZipFormat.Zip64EndOfDirectory);
        end.Int64(ZipFormat.Zip64EndOfDirectorySize - 12);
        end.UInt16(VersionNeeded);
        end.UInt16(VersionNeeded);
        end.Zeros(8);
        end.Int64(_entries.Count);
        end.Int64(_entries.Count);
        end.Int64(size);
        end.Int64(start);
        end.UInt32(ZipFormat.Zip64Locator);
        end.UInt32(0);
        end.Int64(zip64End);
        end.UInt32(1);
        end.UInt32(ZipFormat.EndOfDirectory);
        end.Zeros(4);
        end.UInt16((ushort)Math.Min(_entries.Count, ushort.MaxValue));
        end.UInt16((ushort)Math.Min(_entries.Count, ushort.MaxValue));
        end.UInt32((uint)Math.Min(size, ZipFormat.InZip64));
        end.UInt32((uint)Math.Min(start, ZipFormat.InZip64));
        end.UInt16(0);
        Write(end.Span);
    }

    private static byte[] Zip64Field(params ReadOnlySpan<long> values)
    {
        var field = new RecordBuilder();
        field.UInt16(ZipFormat.Zip64Extra);
        field.UInt16((ushort)(values.Length * sizeof(long)));
        foreach (long value in values)
        {
            field.Int64(value);
        }

        return field.Span.ToArray();
    }

    /// <summary>The length of the padding field, whose own header takes four bytes.</summary>
    private static int PaddingFor(long dataOffset)
    {
        int padding = (int)(-dataOffset & (Alignment - 1));
        return padding is > 0 and < 4 ? padding + Alignment : padding;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _position += bytes.Length;
    }
}
