using System.Text;

namespace Flambeau.Serialization;

/// <summary>Tells PyTorch's formats apart by their first bytes and hands the file to the right reader.</summary>
internal static class TorchFile
{
    private const int TarMagicOffset = 257;

    /// <summary>Reads the value that the file holds.</summary>
    /// <param name="stream">A seekable stream that holds the whole file.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="CheckpointException">The content is damaged, refused, or of another format.</exception>
    public static object? Read(Stream stream, CheckpointOptions options)
    {
        byte[] start = ZipDirectory.ReadAt(stream, 0, (int)Math.Min(512, stream.Length));
        if (start.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return ValueTree.Check(TorchZipReader.Read(stream, options));
        }

        if (TorchLegacyReader.IsLegacy(start))
        {
            stream.Position = 0;
            return ValueTree.Check(TorchLegacyReader.Read(stream, options));
        }

        throw Unknown(start);
    }

    private static CheckpointException Unknown(ReadOnlySpan<byte> start)
    {
        const string Resave =
            "load it in Python and save it again with torch.save(torch.load(path, map_location='cpu'), new_path)";
        if (start.IsEmpty)
        {
            return new CheckpointException("the file is empty");
        }

        if (start.Length > TarMagicOffset + 5 && start[TarMagicOffset..].StartsWith("ustar"u8))
        {
            return new CheckpointException($"the file is a tar archive, as PyTorch 0.1 wrote them; {Resave}");
        }

        if (start[0] == (byte)PickleOpcode.Proto)
        {
            return new CheckpointException(
                "the file is a bare pickle, not a checkpoint written by torch.save; load it in Python and save its "
                + "tensors with torch.save");
        }

        if (start.Length > 8 && start[8] == (byte)'{')
        {
            return new CheckpointException("the file looks like safetensors, which is another format");
        }

        return new CheckpointException(
            $"the file is no PyTorch checkpoint: it begins with \"{Printable(start[..Math.Min(8, start.Length)])}\", "
            + "not with the signature of a zip file");
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
