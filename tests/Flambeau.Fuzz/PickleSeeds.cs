using System.IO.Compression;
using System.Text;

namespace Flambeau.Fuzz;

/// <summary>Pickles, and zip files around them whose checksums are right, so that the pickle reader sees the bytes.</summary>
internal static class PickleSeeds
{
    private const string Root = "archive";
    private const int MaxLength = 4096;

    // numpy.array([[1, 2]], dtype="<i2"), as Python 2 and as protocol 5 have it
    private static readonly byte[] s_numpyArray = Encoding.Latin1.GetBytes(
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001K\u0001K\u0002\u0086cnumpy\n"
        + "dtype\nU\u0002i2K\0K\u0001\u0087R(K\u0003U\u0001<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089U\u0004\u0001\0\u0002\0tb.");

    private static readonly byte[] s_numpyBuffer = Encoding.Latin1.GetBytes(
        "\u0080\u0005cnumpy.core.numeric\n_frombuffer\n(\u0096\u0004\0\0\0\0\0\0\0\u0001\0\u0002\0cnumpy\ndtype\nU\u0002i2\u0085R"
        + "K\u0001K\u0002\u0086U\u0001CtR.");

    /// <summary>Pickles that use many opcodes.</summary>
    public static IEnumerable<byte[]> Made() =>
    [
        .. Corpus.Of("zip").Select(file => file.Bytes).Append(CheckpointSeeds.Zip()).SelectMany(Pickles),
        "}X\u0001\0\0\0aK\u0001s."u8.ToArray(),
        s_numpyArray, s_numpyBuffer,
        Encoding.ASCII.GetBytes("(lp0\nI1\naF2.5\naS'x'\naL3L\naNa(I1\ntp1\na."),
    ];

    /// <summary>The pickles of real files.</summary>
    public static IEnumerable<byte[]> Shared() => CheckpointSeeds.Shared("torch-1.13.1", "torch-2.6.0").SelectMany(Pickles);

    /// <summary>A checkpoint with these bytes as its pickle, and storages for it to name.</summary>
    public static byte[] InZip(byte[] pickle)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, $"{Root}/data.pkl", pickle);
            for (int i = 0; i < 4; i++)
            {
                Add(zip, $"{Root}/data/{i}", new byte[256]);
            }
        }

        return file.ToArray();
    }

    // A damaged archive of the corpus has none.
    private static IEnumerable<byte[]> Pickles(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            using Stream content = zip.Entries.First(entry => entry.Name == "data.pkl").Open();
            var pickle = new MemoryStream();
            content.CopyTo(pickle);
            return pickle.Length < MaxLength ? [pickle.ToArray()] : [];
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return [];
        }
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
