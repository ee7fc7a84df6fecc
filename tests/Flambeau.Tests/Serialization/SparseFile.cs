using System.Buffers.Binary;
using System.Text;
using Flambeau.Kernels;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Writes files larger than 4 GB that take no room: the long records are holes.</summary>
internal static class SparseFile
{
    /// <summary>A zip as PyTorch writes it, with records of zeros and records of bytes.</summary>
    /// <param name="path">The file to create.</param>
    /// <param name="records">Names with their bytes, or with the length of a hole.</param>
    public static void WriteZip(string path, params (string Name, byte[]? Bytes, long Hole)[] records)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        var directory = new MemoryStream();
        foreach ((string name, byte[]? bytes, long hole) in records)
        {
            long length = bytes?.Length ?? hole;
            uint crc = bytes is null ? 0 : Crc32.Of(bytes);
            long offset = file.Position;
            byte[] encoded = Encoding.UTF8.GetBytes(name);
            file.Write([.. Fixed(0x04034b50, 45, crc, encoded.Length, 20), .. encoded]);
            file.Write([1, 0, 16, 0, .. Int64(length), .. Int64(length)]);
            directory.Write(
                [.. Fixed(0x02014b50, 45, crc, encoded.Length, 28), .. new byte[10], 255, 255, 255, 255, .. encoded,
                1, 0, 24, 0, .. Int64(length), .. Int64(length), .. Int64(offset)]);
            file.Write(bytes ?? []);
            file.Position += hole;
            file.SetLength(file.Position);
        }

        long start = file.Position;
        file.Write(directory.ToArray());
        long end = file.Position;
        file.Write([.. "PK\u0006\u0006"u8, .. Int64(44), 45, 0, 45, 0, .. new byte[8], .. Int64(records.Length)]);
        file.Write([.. Int64(records.Length), .. Int64(directory.Length), .. Int64(start)]);
        file.Write([.. "PK\u0006\u0007"u8, 0, 0, 0, 0, .. Int64(end), 1, 0, 0, 0]);
        file.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, .. Enumerable.Repeat((byte)255, 12), 0, 0]);
    }

    /// <summary>The fields of local and central headers; lengths and offsets are in the ZIP64 field.</summary>
    private static byte[] Fixed(uint signature, ushort version, uint crc, int nameLength, ushort extraLength)
    {
        bool isCentral = signature == 0x02014b50;
        byte[] header = new byte[isCentral ? 32 : 30];
        BinaryPrimitives.WriteUInt32LittleEndian(header, signature);
        int at = isCentral ? 6 : 4;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at), version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at + 10), crc);
        header.AsSpan(at + 14, 8).Fill(255);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at + 22), (ushort)nameLength);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at + 24), extraLength);
        return header;
    }

    private static byte[] Int64(long value) => BitConverter.GetBytes(value);
}
