using System.Buffers.Binary;
using System.IO.Compression;

namespace Flambeau.Vision;

/// <summary>
/// An array of bytes in the IDX format (LeCun, Cortes, Burges: the MNIST database), plain or compressed by gzip.
/// </summary>
internal sealed record IdxFile(string Path, int[] Sizes, byte[] Data)
{
    private const int UnsignedByte = 8;

    /// <summary>The bytes before the data.</summary>
    public long HeaderLength => 4 * (1 + Sizes.Length);

    /// <summary>
    /// Reads <paramref name="name"/> or <c>name.gz</c> from a folder; anything but a whole array of that rank is
    /// refused.
    /// </summary>
    /// <exception cref="DatasetException">There is no such file, or it is not what it should be.</exception>
    public static IdxFile Read(string folder, string name, int rank)
    {
        string path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            path += ".gz";
        }

        if (!File.Exists(path))
        {
            throw new DatasetException(folder, $"the file {name} (or {name}.gz) is missing.");
        }

        try
        {
            using var file = File.OpenRead(path);
            bool isCompressed = path.EndsWith(".gz", StringComparison.Ordinal);
            using Stream stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path, rank);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(path, $"the file cannot be decompressed: {e.Message}", innerException: e);
        }
    }

    private static IdxFile Read(Stream stream, string path, int rank)
    {
        int magic = ReadInt32(stream, path, 0);
        int expected = (UnsignedByte << 8) | rank;
        if (magic != expected)
        {
            throw new DatasetException(path, $"the file must start with 0x{expected:x8} (bytes in {rank} dimensions), "
                + $"but starts with 0x{magic:x8}.", 0);
        }

        int[] sizes = new int[rank];
        long count = 1;
        for (int d = 0; d < rank; d++)
        {
            sizes[d] = ReadInt32(stream, path, 4 * (d + 1));
            if (sizes[d] < 0 || (sizes[d] == 0 && d > 0) || (count *= sizes[d]) > Array.MaxLength)
            {
                throw new DatasetException(path, $"dimension {d} has the impossible size {sizes[d]}.", 4 * (d + 1));
            }
        }

        return new IdxFile(path, sizes, ReadData(stream, path, count, 4 * (rank + 1)));
    }

    // in pieces, so that a false header does not take memory that the file does not fill
    private static byte[] ReadData(Stream stream, string path, long count, long offset)
    {
        using var data = new MemoryStream();
        byte[] piece = new byte[1 << 16];
        int read;
        while (data.Length <= count && (read = stream.Read(piece)) > 0)
        {
            data.Write(piece, 0, read);
        }

        if (data.Length != count)
        {
            string problem = data.Length < count ? $"but the file ends after {data.Length}" : "but more follow";
            throw new DatasetException(path, $"the header promises {count} bytes of data, "
                + $"{problem}.", offset + Math.Min(count, data.Length));
        }

        return data.ToArray();
    }

    private static int ReadInt32(Stream stream, string path, long offset)
    {
        Span<byte> bytes = stackalloc byte[4];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length
            ? BinaryPrimitives.ReadInt32BigEndian(bytes)
            : throw new DatasetException(path, "the file ends inside its header.", offset + read);
    }
}
