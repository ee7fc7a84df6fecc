using System.Text;

namespace Flambeau.Serialization;

/// <summary>Where the files of a tar archive lie (POSIX ustar).</summary>
internal sealed class TarDirectory
{
    /// <summary>Headers take one block; contents are padded to whole ones.</summary>
    public const int BlockSize = 512;

    private const int MaximumEntries = 1000;

    private readonly Dictionary<string, (long Start, long Length)> _files = new(StringComparer.Ordinal);

    /// <summary>Reads all headers.</summary>
    /// <exception cref="CheckpointException">The archive is damaged.</exception>
    public TarDirectory(ByteSource source)
    {
        for (long at = 0; at <= source.Length - BlockSize;)
        {
            byte[] header = source.Read(at, BlockSize);
            if (header[0] == 0)
            {
                // Zeros fill the end.
                return;
            }

            int nameLength = Math.Max(0, header.AsSpan(0, 100).IndexOf((byte)0));
            string name = Encoding.ASCII.GetString(header.AsSpan(0, nameLength));
            long start = at + BlockSize;
            long length = ReadOctal(header.AsSpan(124, 12), name);
            if (length > source.Length - start)
            {
                throw new CheckpointException($"'{name}' in the tar archive runs past the end of the file").At(at);
            }

            if (!_files.TryAdd(name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name, (start, length))
                || _files.Count > MaximumEntries)
            {
                throw new CheckpointException($"the tar archive has two files named '{name}', or too many").At(at);
            }

            at = start + ((length + BlockSize - 1) / BlockSize * BlockSize);
        }
    }

    /// <summary>The place of a file.</summary>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public (long Start, long Length) Find(string name) => _files.TryGetValue(name, out (long, long) place)
        ? place
        : throw new CheckpointException("the tar archive has no such file, so PyTorch did not write it");

    private static long ReadOctal(ReadOnlySpan<byte> field, string name)
    {
        long value = 0;
        foreach (byte digit in field)
        {
            if (digit is (byte)' ' or 0)
            {
                break;
            }

            value = digit is >= (byte)'0' and <= (byte)'7'
                ? (value * 8) + (digit - '0')
                : throw new CheckpointException($"the length of '{name}' in the tar archive is no octal number");
        }

        return value;
    }
}
