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
        zip.LimitUnpacked(options.Limits);
        var entries = new List<CheckpointEntry>();
        foreach (string name in zip.Names)
        {
            entries.Add(Describe(zip, zip.Find(name)!, entries.Count, options));
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
}
