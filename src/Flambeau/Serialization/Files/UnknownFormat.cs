using System.Text;

namespace Flambeau.Serialization;

/// <summary>Says what a file is that no reader recognises.</summary>
internal static class UnknownFormat
{
    private static readonly (byte[] Signature, string Name)[] s_known =
    [
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        ([0x1f, 0x8b], "gzip-compressed"),
        ("PK\u0005\u0006"u8.ToArray(), "an empty zip archive"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "an HDF5 file"),
        ("version https://git-lfs"u8.ToArray(), "a pointer of Git LFS; fetch the file itself (git lfs pull)"),
        ("<"u8.ToArray(), "a web page, it seems"),
    ];

    /// <summary>The error for a file that begins with these bytes.</summary>
    public static CheckpointException Describe(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return new CheckpointException("the file is empty");
        }

        foreach ((byte[] signature, string name) in s_known)
        {
            if (start.StartsWith(signature))
            {
                return new CheckpointException($"the file is no checkpoint: it is {name}");
            }
        }

        return new CheckpointException(
            $"the file is no PyTorch checkpoint: it begins with \"{Printable(start[..Math.Min(8, start.Length)])}\", "
            + "not with the signature of a known format");
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes)
        {
            text.Append(value is >= 0x20 and < 0x7f ? $"{(char)value}" : $"\\x{value:x2}");
        }

        return text.ToString();
    }
}
