using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Reads the elements of one array of an archive, compressed or not.</summary>
internal static class NpzEntry
{
    /// <summary>Fills a block and checks the entry's length and checksum.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="array">The entry.</param>
    /// <param name="skip">The bytes before the elements.</param>
    /// <param name="block">Where the elements go.</param>
    /// <param name="options">Whether to check the checksum.</param>
    /// <exception cref="CheckpointException">The entry is damaged.</exception>
    public static void Fill(ZipReader zip, ZipEntry array, int skip, Block block, CheckpointOptions options)
    {
        byte[] header = new byte[skip];
        long done = 0;
        zip.Read(array, options.VerifyChecksums, length =>
        {
            Span<byte> place = done < skip
                ? header.AsSpan((int)done, (int)Math.Min(length, skip - done))
                : block.AsSpan<byte>(done - skip, length);
            done += place.Length;
            return place;
        });
    }

    /// <summary>The error with the entry's name.</summary>
    public static CheckpointException Within(ZipEntry array, Exception e) => e is CheckpointException problem
        ? problem.Within(array.Name)
        : new CheckpointException($"entry '{array.Name}' is damaged: {e.Message}", e).At(array.DataOffset);
}
