using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Zip files that other programs packed: any version, folder and storage keys, compressed or not.</summary>
public class CompressedZipTests
{
    // an address, as PyTorch wrote in place of numbers
    private const string Key = "140405317747392";

    private static readonly PicklePersistentId s_storage = HandMade.Storage("FloatStorage", Key, 300_000, "cuda:3");

    private static readonly float[] s_elements = [.. Enumerable.Range(0, 300_000).Select(i => (float)(i % 1000))];

    private static readonly ValueDict s_value = new()
    {
        ["whole"] = HandMade.Tensor(s_storage, 0, [300, 1000], [1000, 1]),
        ["row"] = HandMade.Tensor(s_storage, 2000, [1000], [1]),
        ["epoch"] = 7,
    };

    [Theory]
    [InlineData("1", CompressionLevel.Optimal, "archive/")]
    [InlineData("2", CompressionLevel.Fastest, " my model é/")]
    [InlineData("3", CompressionLevel.SmallestSize, "")]
    [InlineData("4", CompressionLevel.NoCompression, "")]
    [InlineData("5", CompressionLevel.Optimal, "a/")]
    [InlineData("10", CompressionLevel.NoCompression, "a/")]
    public void Every_version_is_read_packed_or_not(string version, CompressionLevel level, string root)
    {
        MemoryStream file = HandMade.Packed(level, root, version, s_value, (Key, HandMade.Bytes(s_elements)));
        Assert.Equal(level == CompressionLevel.NoCompression, file.Length > s_elements.Length * sizeof(float));

        using (CheckpointFile open = Checkpoint.Open(file))
        {
            Assert.Equal((CheckpointFormat.TorchZip, version), (open.Format, open.Metadata["version"]));
            Assert.Equal(root.TrimEnd('/'), open.Metadata["root"]);
            Assert.Equal(s_elements.Length * sizeof(float), open["row"].StorageByteLength);
            Assert.Equal(s_elements[2000..3000], open.Load("row").ToArray<float>());
        }

        ValueDict values = HandMade.LoadDict(file);
        Assert.Equal(s_elements, values.GetTensor("whole").ToArray<float>());
        Assert.True(values.GetTensor("whole").SharesMemoryWith(values.GetTensor("row")));
        Assert.Equal(7, values.GetInt64("epoch"));
        Assert.Equal(s_elements, HandMade.LoadDict(new ForwardStream(file.ToArray())).GetTensor("whole").ToArray<float>());
    }

    [Fact]
    public void Nothing_is_asked_of_a_compressed_file_but_that_of_others()
    {
        MemoryStream file = HandMade.Packed(
            CompressionLevel.Optimal, "a/", "1", new PickleCall(new PickleGlobal("os", "system"), "true"));

        Assert.Equal(["os.system"], Checkpoint.FindUnsafeGlobals(file));
        Assert.Contains("os.system, which is refused", Assert.Throws<CheckpointException>(() => Checkpoint.Load(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/data.pkl")]
    [InlineData($"a/data/{Key}")]
    public void A_wrong_checksum_is_found(string record)
    {
        byte[] file = Edit(record, (header, _) => header[16] ^= 1);

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file));

        Assert.Contains($"entry '{record}' is damaged: its checksum is", error.Message, StringComparison.Ordinal);
        var unverified = new CheckpointOptions { VerifyChecksums = false };
        if (record.EndsWith(Key, StringComparison.Ordinal))
        {
            Assert.Equal(s_elements, HandMade.LoadDict(new MemoryStream(file), unverified).GetTensor("whole").ToArray<float>());
        }
    }

    [Theory]
    [InlineData("a/data.pkl")]
    [InlineData($"a/data/{Key}")]
    public void Damage_in_compressed_bytes_is_found(string record)
    {
        byte[] file = Edit(record, (_, content) => content.Fill(0xFF));

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file));

        Assert.Contains($"entry '{record}' is damaged", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-4, "it unpacks to more bytes than the directory says")]
    [InlineData(4, "is damaged")]
    public void An_entry_unpacks_to_its_length(int more, string reason)
    {
        byte[] file = Edit("a/version", (header, _) => BinaryPrimitives.WriteInt32LittleEndian(header[24..], 9 + more), "12345678");

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file));

        Assert.Contains("entry 'a/version' is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_to_too_much_is_refused_without_unpacking()
    {
        MemoryStream file = HandMade.Packed(CompressionLevel.Optimal, "a/", "1", s_value, (Key, new byte[1_200_000]));
        var small = new CheckpointOptions { Limits = new CheckpointLimits { MaximumConvertedBytes = 1_000_000 } };
        Assert.Contains(
            "CheckpointLimits.MaximumConvertedBytes", Assert.Throws<CheckpointException>(() => Checkpoint.Open(file, small)).Message, StringComparison.Ordinal);
        var shortPickle = new CheckpointOptions { Limits = new CheckpointLimits { MaximumPickleBytes = 100 } };
        Assert.Contains(
            "more than the limit of 100", Assert.Throws<CheckpointException>(() => Checkpoint.Open(file, shortPickle)).Message, StringComparison.Ordinal);
        byte[] claims = Edit("a/data.pkl", (header, _) => BinaryPrimitives.WriteInt32LittleEndian(header[24..], 1 << 29));
        Assert.Contains("hold 536870912, which cannot be", Assert.Throws<CheckpointException>(() => ZipEdit.Load(claims)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_told_from_a_checkpoint()
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in new[] { ".data/0.storage", "model/data.pkl", ".data/extern_modules", ".data/python_version", ".data/version" })
            {
                archive.CreateEntry($"archive/{name}", CompressionLevel.NoCompression).Open().Dispose();
            }
        }

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(file));

        Assert.StartsWith("the zip file is no PyTorch checkpoint but a package (torch.package)", error.Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => Checkpoint.FindUnsafeGlobals(file));
    }

    private delegate void Editor(Span<byte> directoryHeader, Span<byte> content);

    /// <summary>A compressed file, with the directory's header of a record or its compressed bytes changed.</summary>
    private static byte[] Edit(string record, Editor edit, string version = "1")
    {
        byte[] file = HandMade.Packed(CompressionLevel.Optimal, "a/", version, s_value, (Key, HandMade.Bytes(s_elements))).ToArray();
        byte[] name = Encoding.UTF8.GetBytes(record);
        int header = file.AsSpan().LastIndexOf(name) - ZipFormat.CentralHeaderSize;
        var zip = new ZipReader(ByteSource.Of(new MemoryStream(file)));
        ZipEntry entry = zip.Find(record)!;
        Assert.True(entry.IsDeflated);
        edit(file.AsSpan(header), file.AsSpan((int)entry.DataOffset, (int)entry.StoredLength));
        return file;
    }
}
