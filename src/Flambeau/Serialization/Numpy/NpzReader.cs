using System.Buffers.Binary;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Recognises and opens an archive of <c>numpy.savez</c> or <c>numpy.savez_compressed</c>.</summary>
internal sealed class NpzReader : CheckpointReader
{
    private const string Extension = ".npy";

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source)
    {
        if (!start.StartsWith("PK\u0003\u0004"u8) || start.Length < ZipFormat.LocalHeaderSize)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[26..]);
        return source.Length - ZipFormat.LocalHeaderSize >= length
            && Encoding.UTF8.GetString(source.Read(ZipFormat.LocalHeaderSize, length))
                .EndsWith(Extension, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        var zip = new ZipReader(source);
        ZipEntry[] arrays = [.. zip.Names.Select(name => zip.Find(name)!)];
        CheckInflated(arrays, source, options.Limits);
        var entries = new List<CheckpointEntry>();
        foreach (ZipEntry array in arrays)
        {
            entries.Add(Describe(zip, array, entries.Count, options));
        }

        return new NumpyFile(CheckpointFormat.Npz, source, entries, options);
    }

    private static CheckpointEntry Describe(ZipReader zip, ZipEntry array, int id, CheckpointOptions options)
    {
        if (!array.Name.EndsWith(Extension, StringComparison.Ordinal))
        {
            throw new CheckpointException($"the archive of arrays has the entry '{array.Name}', which is not one");
        }

        try
        {
            NpyHeader header;
            using (Stream stream = zip.OpenEntry(array))
            {
                header = NpyHeader.Read(stream);
            }

            DenseStoredTensor tensor = header.Describe(
                id, array.Length - header.Length, block => NpzEntry.Fill(zip, array, header.Length, block, options));
            return new CheckpointEntry(array.Name[..^Extension.Length], tensor);
        }
        catch (Exception e) when (e is CheckpointException or InvalidDataException)
        {
            throw NpzEntry.Within(array, e);
        }
    }

    /// <summary>Holds what compressed arrays unpack to, in all, to the limits and the file's length.</summary>
    private static void CheckInflated(ZipEntry[] arrays, ByteSource source, CheckpointLimits limits)
    {
        // A pair of bits stands for at most 258 bytes.
        const int MostPerStoredByte = 1032;
        const int PerFileByte = 16;
        Int128 allowed = limits.MaximumConvertedBytes + ((Int128)PerFileByte * source.Length);
        Int128 total = 0;
        foreach (ZipEntry array in arrays)
        {
            if (array.IsDeflated && array.Length / MostPerStoredByte > array.StoredLength)
            {
                throw new CheckpointException(
                    $"entry '{array.Name}' claims {array.StoredLength} bytes that unpack to {array.Length}, "
                    + "which cannot be");
            }

            total += array.IsDeflated ? array.Length : 0;
            if (array.Length < 0 || total > allowed)
            {
                throw new CheckpointException(
                    $"the compressed arrays unpack to more than the {allowed} bytes that {nameof(CheckpointLimits)}."
                    + $"{nameof(CheckpointLimits.MaximumConvertedBytes)} and the file's length allow");
            }
        }
    }
}
