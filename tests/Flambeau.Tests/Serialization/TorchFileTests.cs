using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Files whose zip is sound but whose parts do not fit together.</summary>
public class TorchFileTests
{
    private static readonly byte[] s_file = ZipEdit.Save(new ValueDict { ["w"] = Tensor.From([1.5f, -2f], 2) });

    [Fact]
    public void Big_endian_files_are_turned_round()
    {
        byte[] file = ZipEdit.Replace(s_file, "archive/byteorder", "big"u8.ToArray());
        file = ZipEdit.Replace(file, "archive/data/0", [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0]);

        var read = Assert.IsType<ValueDict>(ZipEdit.Load(file));

        Assert.Equal([1.5f, -2f], read.GetTensor("w").ToArray<float>());
    }

    [Theory]
    [InlineData("archive/data/0", null, "archive/data.pkl: key 'w': the zip file has no entry 'archive/data/0'")]
    [InlineData("archive/data/0", "123", "key 'w': storage '0' should have 2 elements of FloatStorage, but its record has 3")]
    [InlineData("archive/byteorder", "middle", "the byte order 'middle' is unknown")]
    [InlineData("archive/data.pkl", null, "it has no entry <folder>/data.pkl")]
    [InlineData("archive/data.pkl", "\u0002", "archive/data.pkl: the pickle uses opcode 0x02")]
    public void Records_that_do_not_fit_are_named(string record, string? content, string reason)
    {
        byte[]? bytes = content is null ? null : System.Text.Encoding.Latin1.GetBytes(content);

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => ZipEdit.Load(ZipEdit.Replace(s_file, record, bytes)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, new long[] { 3 }, new long[] { 1 }, "a tensor of shape [3] at offset 0 reaches outside its storage of 2 elements")]
    [InlineData(1, new long[] { 2 }, new long[] { 1 }, "a tensor of shape [2] at offset 1 reaches outside its storage of 2 elements")]
    [InlineData(3, new long[] { 0 }, new long[] { 1 }, "a tensor of shape [0] at offset 3 reaches outside its storage of 2 elements")]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 }, "a tensor of shape [1] at offset -1 reaches outside its storage of 2 elements")]
    [InlineData(long.MaxValue, new long[] { 1 }, new long[] { 1 }, "reaches outside its storage of 2 elements")]
    [InlineData(0, new[] { long.MaxValue, long.MaxValue }, new[] { long.MaxValue, long.MaxValue }, "reaches outside")]
    [InlineData(0, new long[] { 2 }, new long[] { -1 }, "a tensor of shape [2] has strides [-1], which is not possible")]
    [InlineData(0, new long[] { -2 }, new long[] { 1 }, "a tensor of shape [-2] has strides [1], which is not possible")]
    [InlineData(0, new long[] { 2 }, new long[] { }, "a tensor of shape [2] has strides [], which is not possible")]
    [InlineData(0, new[] { 1L << 40, 1L << 40 }, new long[] { 0, 0 }, "has more than 9223372036854775807 elements")]
    public void A_tensor_must_lie_in_its_storage(long offset, long[] sizes, long[] strides, string reason)
    {
        var storage = new TorchStorage(new StoredStorage(0, 8), TorchStorageType.Of(DType.Float32), 0);

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => storage.View(offset, sizes, strides, null));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1L << 31 }, "a tensor of shape [2147483648] at offset 0 cannot be loaded")]
    [InlineData(new[] { 1L << 20, 1L << 20 }, "more than 2147483647 elements")]
    public void A_tensor_larger_than_tensors_can_be_is_described_but_not_loaded(long[] sizes, string reason)
    {
        var storage = new TorchStorage(new StoredStorage(0, 8), TorchStorageType.Of(DType.Float32), 0);

        DenseStoredTensor tensor = storage.View(0, sizes, new long[sizes.Length], null);

        Assert.Equal(sizes, tensor.Sizes);
        CheckpointException error = Assert.Throws<CheckpointException>(
            () => tensor.Load(new LoadContext(CheckpointOptions.Default, 0)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_name_of_the_folder_will_do()
    {
        var zip = new ZipReader(ByteSource.Of(new MemoryStream(s_file)));
        var renamed = new MemoryStream();
        var writer = new ZipWriter(renamed);
        foreach (string name in zip.Names)
        {
            writer.Add(name.Replace("archive/", " my model é/", StringComparison.Ordinal), zip.ReadAll(zip.Find(name)!));
        }

        writer.Finish();

        Assert.IsType<ValueDict>(Checkpoint.Load(renamed));
    }

    [Fact]
    public void A_name_with_control_characters_does_not_reach_the_message()
    {
        CheckpointException error = Assert.Throws<CheckpointException>(
            () => PickleText.Read([.. "c\u001b[31mevil\nx\n."u8]));

        Assert.Equal("the file asks for a name that holds control characters (at byte 0)", error.Message);
    }
}
