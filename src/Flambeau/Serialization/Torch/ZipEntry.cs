namespace Flambeau.Serialization;

/// <summary>One file in a zip archive, as its central directory describes it.</summary>
/// <param name="Name">The full name, folders separated by '/'.</param>
/// <param name="IsDeflated">Whether the bytes are compressed; PyTorch stores tensors as they are.</param>
/// <param name="Crc">CRC-32 of the uncompressed bytes.</param>
/// <param name="StoredLength">The number of bytes in the archive.</param>
/// <param name="Length">The number of bytes when uncompressed.</param>
/// <param name="HeaderOffset">Where the local header begins.</param>
internal sealed record ZipEntry(
    string Name, bool IsDeflated, uint Crc, long StoredLength, long Length, long HeaderOffset)
{
    /// <summary>Where the bytes begin; known after the local header has been read.</summary>
    public long DataOffset { get; init; }
}
