using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

public class SafeTensorsTests
{
    [Fact]
    public void What_is_saved_is_loaded()
    {
        var state = new StateDict();
        foreach (var dtype in Enum.GetValues<DType>())
        {
            state.Add($"of {dtype.TorchName}", Tensor.From<long>([0, 1, 0, 1, 1, 0]).Reshape(2, 3).To(dtype));
        }

        state.Add("transposed", Tensor.Arange(6).Reshape(2, 3).T);
        state.Add("part", Tensor.Arange(10)[3..7]);
        state.Add("scalar", Tensor.Ones(new Shape()) * 2.5);
        state.Add("empty", Tensor.Zeros(new Shape(0, 4)));
        state.Add("名前 \"quoted\"", Tensor.Ones(2));
        using var file = Checkpoint.Open(new MemoryStream(Save(state, new() { ["format"] = "pt" })));
        Assert.Equal(CheckpointFormat.SafeTensors, file.Format);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(state.Keys.Order(), file.Entries.Select(entry => entry.Name).Order());
        foreach (var (name, tensor) in state)
        {
            var loaded = file.Load(name);
            Assert.Equal(tensor.DType, loaded.DType);
            Assert.Equal(tensor.Shape, loaded.Shape);
            TensorAssert.Equal(tensor.Double(), loaded.Double(), name);
        }
    }

    [Fact]
    public void Elements_lie_aligned_and_without_gaps()
    {
        byte[] bytes = Save(new StateDict { { "a", Tensor.Ones(3).To(DType.UInt8) }, { "b", Tensor.Ones(5) }, { "c", Tensor.Ones(1).Double() } }, null);
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, (8 + header) % 64);
        Assert.Equal(8 + header + 3 + 20 + 8, bytes.Length);
        Assert.StartsWith(
            """{"c":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[5],"data_offsets":[8,28]},"a":{"dtype":"U8","shape":[3],"data_offsets":[28,31]}}""",
            Encoding.UTF8.GetString(bytes, 8, (int)header),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "key 'a': bytes 0 to 4 of 4 do not follow what is before them, or do not hold float32[2]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "key 'a': bytes 1 to 3 of 3 do not follow")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "key 'b': bytes 1 to 3 of 3 do not follow")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, "the safetensors header describes 2 bytes of elements, but 3 are there")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "the safetensors header names 'a' twice")]
    [InlineData("""{"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}}""", 1, "key 'a': safetensors' dtype 'F4' is not supported")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "key 'a': bytes 0 to 0 of 0 do not follow")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0, "the safetensors header is no valid JSON of the expected form")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,0]}}""", 0, "key 'a': dtype, shape or data_offsets are missing in the safetensors header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"more":1}}""", 0, "the safetensors header is no valid JSON of the expected form")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "the safetensors header is no valid JSON of the expected form")]
    [InlineData("""{} {}""", 0, "the safetensors header is no valid JSON of the expected form")]
    [InlineData("""{"a":""", 0, "the safetensors header is no valid JSON of the expected form")]
    public void A_broken_header_is_refused(string header, int dataLength, string message)
    {
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(new MemoryStream(Bytes(header, dataLength))));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_longer_than_the_file_is_refused()
    {
        byte[] bytes = Bytes("{}", 0);
        bytes[0] = 200;
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(new MemoryStream(bytes)));
        Assert.Equal("the safetensors header should have 200 bytes, but the file has 10 in all and the format allows 100000000", error.Message);
    }

    [Fact]
    public void Any_change_of_bytes_gives_values_or_the_formats_exception()
    {
        byte[] whole = Save(new StateDict { { "a", Tensor.Ones(3, 2) }, { "b", Tensor.Ones(5).Long() } }, new() { ["k"] = "v" });
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[1, whole.Length]).Sample((at, value, length) =>
        {
            byte[] bytes = whole.ToArray();
            bytes[at] = value;
            try
            {
                using var file = Checkpoint.Open(new MemoryStream(bytes, 0, length));
                file.LoadAll();
            }
            catch (CheckpointException)
            {
                // refused, as it should be
            }
        });
    }

    [Fact]
    public void An_index_opens_all_its_files()
    {
        using var folder = new TemporaryFolder();
        Checkpoint.SaveSafeTensors(folder["m-1.safetensors"], new StateDict { { "a", Tensor.Ones(2) }, { "extra", Tensor.Ones(1) } });
        Checkpoint.SaveSafeTensors(folder["m-2.safetensors"], new StateDict { { "b", Tensor.Zeros(3) } });
        string index = folder["m.safetensors.index.json"];
        File.WriteAllText(index, """{"metadata":{"total_size":20},"weight_map":{"a":"m-1.safetensors","b":"m-2.safetensors"}}""");
        var state = Checkpoint.LoadStateDict(index);
        Assert.Equal(["a", "b"], state.Keys);
        TensorAssert.Equal([1, 1], state["a"]);
        TensorAssert.Equal([0, 0, 0], state["b"]);
        using var file = Checkpoint.Open(index);
        Assert.Equal(20L, file.Metadata["total_size"]);
        Assert.Equal([0, 1], file.Entries.Select(entry => entry.StorageId));
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"../m.safetensors"}}""", "the index places 'a' in '../m.safetensors', which is no plain file name")]
    [InlineData("""{"weight_map":{"a":"gone.safetensors"}}""", "the index names the file 'gone.safetensors', which is not beside it")]
    [InlineData("""{"weight_map":{"b":"m.safetensors"}}""", "the index says that it holds 'b', but it does not")]
    [InlineData("""{"weight_map":{"a":1}}""", "the file is JSON, but no index of safetensors files")]
    [InlineData("""{"weight_map":{"a":"m.safetensors","a":"m.safetensors"}}""", "the file holds two tensors named 'a'")]
    [InlineData("""{"other":1}""", "the file is JSON, but no index of safetensors files: it has no 'weight_map'")]
    public void A_broken_index_is_refused(string index, string message)
    {
        using var folder = new TemporaryFolder();
        Checkpoint.SaveSafeTensors(folder["m.safetensors"], new StateDict { { "a", Tensor.Ones(2) } });
        File.WriteAllText(folder["index.json"], index);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(folder["index.json"]));
        Assert.Equal(message, error.Problem);
    }

    [Fact]
    public void Files_of_others_are_read()
    {
        string folder = RepoPaths.SharedOrSkip("checkpoints", "torchsharp-pybridge");
        var theirs = Checkpoint.LoadStateDict(Path.Combine(folder, "pickled_tensors", "tensors.safetensors"));
        var torch = Checkpoint.LoadStateDict(Path.Combine(folder, "pickled_tensors", "tensors.pth"));
        Assert.Equal(torch.Keys.Order(), theirs.Keys.Order());
        foreach (var (name, tensor) in torch)
        {
            TensorAssert.Equal(tensor, theirs[name], name);
        }
    }

    [Fact]
    public void Two_files_of_others_with_equal_names_are_told_apart()
    {
        // the two hold modules of one architecture in two sizes
        string folder = RepoPaths.SharedOrSkip("checkpoints", "torchsharp-pybridge", "pickled_modules");
        var theirs = Checkpoint.LoadStateDict(Path.Combine(folder, "module_load.safetensors"));
        var torch = Checkpoint.LoadStateDict(Path.Combine(folder, "module_load.pth"));
        Assert.Equal(["lin1.weight", "lin2.weight"], theirs.Keys.Order());
        Assert.Equal(["lin1.weight", "lin2.weight"], torch.Keys);
        TensorAssert.Equal(Tensor.Ones(2, 5), theirs["lin1.weight"]);
        TensorAssert.Equal(Tensor.Ones(2, 2) * 2, theirs["lin2.weight"]);
        TensorAssert.Equal(Tensor.Ones(1, 5), torch["lin1.weight"]);
        TensorAssert.Equal(Tensor.Ones(2, 1), torch["lin2.weight"]);
    }

    private static byte[] Save(StateDict state, Dictionary<string, string>? metadata)
    {
        var stream = new MemoryStream();
        Checkpoint.SaveSafeTensors(stream, state, metadata);
        return stream.ToArray();
    }

    private static byte[] Bytes(string header, int dataLength)
    {
        byte[] bytes = new byte[8 + Encoding.UTF8.GetByteCount(header) + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Encoding.UTF8.GetBytes(header, bytes.AsSpan(8)));
        return bytes;
    }
}
