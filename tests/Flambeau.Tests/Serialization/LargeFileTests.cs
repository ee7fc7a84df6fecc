using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Files over 4 GB, made of holes, so that they cost neither disk nor memory.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const long Huge = 5L << 30;
    private const long TooMany = 1L << 31;

    private static readonly CheckpointOptions s_unmapped = new() { MapFiles = false };

    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_zip_is_listed_and_what_lies_beyond_4_GB_is_loaded(bool mapped)
    {
        string path = Path.Combine(_folder, "large.pt");
        byte[] pickle = PickleText.Write(new ValueDict
        {
            ["huge"] = Rebuild("FloatStorage", "0", Huge / 4, [Huge / 4]),
            ["bytes"] = Rebuild("ByteStorage", "1", TooMany, [TooMany]),
            ["after"] = Rebuild("FloatStorage", "2", 2, [2]),
        });
        SparseFile.WriteZip(
            path,
            ("a/data.pkl", pickle, 0),
            ("a/data/0", null, Huge),
            ("a/data/1", null, TooMany),
            ("a/data/2", [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)], 0));

        using CheckpointFile file = Checkpoint.Open(path, mapped ? null : s_unmapped);

        Assert.Equal(Huge / 4, file["huge"].Numel);
        Assert.Equal(Huge, file["huge"].ByteLength);
        Assert.Equal([TooMany], file["bytes"].Shape);
        Assert.Equal([1.5f, -2f], file.Load("after").ToArray<float>());
        CheckpointException error = Assert.Throws<CheckpointException>(() => file.Load("bytes"));
        Assert.Contains("key 'bytes': a tensor of shape [2147483648]", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.FileName);
    }

    [Fact]
    public void A_file_of_the_old_format_is_listed_and_what_lies_beyond_4_GB_is_loaded()
    {
        string path = Path.Combine(_folder, "large.pt");
        using (var stream = new FileStream(path, FileMode.CreateNew))
        {
            stream.Write(LegacyTests.Header(littleEndian: true));
            stream.Write(PickleText.Write(new ValueDict
            {
                ["huge"] = Rebuild("FloatStorage", "0", Huge / 4, [Huge / 4]),
                ["after"] = Rebuild("FloatStorage", "1", 2, [2]),
            }));
            stream.Write(PickleText.Write(new List<object?> { "0", "1" }));
            stream.Write(BitConverter.GetBytes(Huge / 4));
            stream.Position += Huge;
            stream.Write([.. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        }

        using CheckpointFile file = Checkpoint.Open(path);

        Assert.Equal(Huge, file["huge"].StorageByteLength);
        Assert.Equal([1.5f, -2f], file.Load("after").ToArray<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_safetensors_file_is_listed_and_what_lies_beyond_4_GB_is_loaded(bool mapped)
    {
        string path = Path.Combine(_folder, "large.safetensors");
        byte[] header = Encoding.UTF8.GetBytes(
            $$$"""
            {"huge":{"dtype":"F32","shape":[{{{Huge / 4}}}],"data_offsets":[0,{{{Huge}}}]},
             "after":{"dtype":"F32","shape":[2],"data_offsets":[{{{Huge}}},{{{Huge + 8}}}]}}
            """);
        using (var stream = new FileStream(path, FileMode.CreateNew))
        {
            stream.Write([.. BitConverter.GetBytes((long)header.Length), .. header]);
            stream.Position += Huge;
            stream.Write([.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        }

        using CheckpointFile file = Checkpoint.Open(path, mapped ? null : s_unmapped);

        Assert.Equal((CheckpointFormat.SafeTensors, Huge), (file.Format, file["huge"].ByteLength));
        Assert.Equal([1.5f, -2f], file.Load("after").ToArray<float>());
    }

    private static PickleCall Rebuild(string storage, string key, long count, long[] sizes)
    {
        var id = new PicklePersistentId(["storage", new PickleGlobal("torch", storage), key, "cpu", count]);
        return new PickleCall(
            new PickleGlobal("torch._utils", "_rebuild_tensor"),
            id,
            0L,
            sizes.Cast<object?>().ToArray(),
            new object?[] { 1L });
    }
}
