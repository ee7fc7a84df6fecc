using System.Buffers.Binary;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Finds and reads the central directory of a zip file, ZIP64 included, believing nothing.</summary>
internal static class ZipDirectory
{
    /// <summary>Reads the entries in the directory's order.</summary>
    /// <param name="source">The whole file.</param>
    /// <exception cref="CheckpointException">There is no directory, or it contradicts itself or the file.</exception>
    public static List<ZipEntry> Read(ByteSource source)
    {
        (long offset, long size, long count) = FindDirectory(source);
        if (offset < 0 || size < 0 || size > Array.MaxLength || offset > source.Length - size)
        {
            throw new CheckpointException("the zip directory lies outside the file; the file is cut short or damaged");
        }

        if (count < 0 || count > size / ZipFormat.CentralHeaderSize)
        {
            throw new CheckpointException($"the zip directory is too small for the {count} entries it announces");
        }

        byte[] directory = source.Read(offset, (int)size);
        var entries = new List<ZipEntry>((int)count);
        ReadOnlySpan<byte> rest = directory;
        for (long i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(ref rest));
        }

        return entries;
    }

    private static (long Offset, long Size, long Count) FindDirectory(ByteSource source)
    {
        int tailLength = (int)Math.Min(source.Length, ZipFormat.EndOfDirectorySize + ushort.MaxValue);
        long tailOffset = source.Length - tailLength;
        byte[] tail = source.Read(tailOffset, tailLength);
        for (int i = tailLength - ZipFormat.EndOfDirectorySize; i >= 0; i--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(i);
            if (UInt32(end, 0) == ZipFormat.EndOfDirectory
                && UInt16(end, 20) == end.Length - ZipFormat.EndOfDirectorySize)
            {
                return FindZip64(source, tailOffset + i)
                    ?? (UInt32(end, 16), UInt32(end, 12), UInt16(end, 10));
            }
        }

        throw new CheckpointException(
            "the file begins like a zip file but has no directory at its end; it was not written or copied to the end, "
            + "so get it again");
    }

    private static (long Offset, long Size, long Count)? FindZip64(ByteSource source, long endOffset)
    {
        long locatorOffset = endOffset - ZipFormat.Zip64LocatorSize;
        if (locatorOffset < 0)
        {
            return null;
        }

        byte[] locator = source.Read(locatorOffset, ZipFormat.Zip64LocatorSize);
        if (UInt32(locator, 0) != ZipFormat.Zip64Locator)
        {
            return null;
        }

        byte[] end = source.Read(Int64(locator, 8), ZipFormat.Zip64EndOfDirectorySize);
        return UInt32(end, 0) == ZipFormat.Zip64EndOfDirectory
            ? (Int64(end, 48), Int64(end, 40), Int64(end, 32))
            : throw new CheckpointException("the zip file's ZIP64 locator points to something else");
    }

    private static ZipEntry ReadEntry(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < ZipFormat.CentralHeaderSize || UInt32(rest, 0) != ZipFormat.CentralHeader)
        {
            throw new CheckpointException("the zip directory is damaged");
        }

        int nameLength = UInt16(rest, 28);
        int extraLength = UInt16(rest, 30);
        int total = ZipFormat.CentralHeaderSize + nameLength + extraLength + UInt16(rest, 32);
        if (total > rest.Length)
        {
            throw new CheckpointException("the zip directory is damaged: an entry runs past its end");
        }

        string name = Encoding.UTF8.GetString(rest.Slice(ZipFormat.CentralHeaderSize, nameLength));
        ReadOnlySpan<byte> extra = rest.Slice(ZipFormat.CentralHeaderSize + nameLength, extraLength);
        ushort method = CheckReadable(name, UInt16(rest, 8), UInt16(rest, 10));
        long length = UInt32(rest, 24);
        long stored = UInt32(rest, 20);
        long offset = UInt32(rest, 42);
        ReadZip64(extra, ref length, ref stored, ref offset);
        uint crc = UInt32(rest, 16);
        rest = rest[total..];
        return new ZipEntry(name, method == ZipFormat.MethodDeflated, crc, stored, length, offset);
    }

    private static ushort CheckReadable(string name, ushort flags, ushort method)
    {
        if ((flags & ZipFormat.FlagsEncrypted) != 0)
        {
            throw new CheckpointException($"entry '{name}' is encrypted; decrypt the file first");
        }

        return method is ZipFormat.MethodStored or ZipFormat.MethodDeflated
            ? method
            : throw new CheckpointException($"entry '{name}' is compressed by method {method}, which is not supported");
    }

    /// <summary>Replaces the fields that do not fit 32 bits; the extra field holds only those, in this order.</summary>
    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long length, ref long stored, ref long offset)
    {
        while (extra.Length >= 4)
        {
            int size = UInt16(extra, 2);
            if (size > extra.Length - 4)
            {
                return;
            }

            if (UInt16(extra, 0) == ZipFormat.Zip64Extra)
            {
                ReadOnlySpan<byte> field = extra.Slice(4, size);
                Widen(ref length, ref field);
                Widen(ref stored, ref field);
                Widen(ref offset, ref field);
            }

            extra = extra[(4 + size)..];
        }
    }

    private static void Widen(ref long value, ref ReadOnlySpan<byte> field)
    {
        if (value == ZipFormat.InZip64 && field.Length >= 8)
        {
            value = Int64(field, 0);
            field = field[8..];
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);
}
