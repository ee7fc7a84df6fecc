using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Makes sound zip files with other records in them.</summary>
internal static class ZipEdit
{
    /// <summary>Saves a value as a file.</summary>
    public static byte[] Save(object? value)
    {
        var file = new MemoryStream();
        Checkpoint.Save(file, value);
        return file.ToArray();
    }

    /// <summary>The same file with one record replaced, or left out when the content is null.</summary>
    public static byte[] Replace(byte[] file, string record, byte[]? content)
    {
        var zip = new ZipReader(ByteSource.Of(new MemoryStream(file)));
        var edited = new MemoryStream();
        var writer = new ZipWriter(edited);
        foreach (string name in zip.Names)
        {
            byte[]? bytes = name == record ? content : zip.ReadAll(zip.Find(name)!);
            if (bytes is not null)
            {
                writer.Add(name, bytes);
            }
        }

        writer.Finish();
        return edited.ToArray();
    }

    /// <summary>One record of a file.</summary>
    public static byte[] Record(byte[] file, string record)
    {
        var zip = new ZipReader(ByteSource.Of(new MemoryStream(file)));
        return zip.ReadAll(zip.Find(record)!);
    }

    /// <summary>Loads a file held in memory.</summary>
    public static object? Load(byte[] file) => Checkpoint.Load(new MemoryStream(file));
}
