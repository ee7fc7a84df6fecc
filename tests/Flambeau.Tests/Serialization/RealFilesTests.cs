using System.Text.Json;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Files that real PyTorch versions wrote, against the description PyTorch itself gave of them.</summary>
public class RealFilesTests
{
    private static readonly CheckpointOptions s_converting = new() { ConvertTensors = true };

    /// <summary>Every file that PyTorch described, in every folder of its versions.</summary>
    public static TheoryData<string, string> Described()
    {
        var data = new TheoryData<string, string>();
        foreach (string version in new[] { "torch-1.13.1", "torch-2.6.0" })
        {
            string? path = RepoPaths.Shared("checkpoints", version, "expected.json");
            IEnumerable<string> files = path is null
                ? ["expected.json"] // the test is then skipped by name
                : JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateObject().Select(file => file.Name);
            foreach (string file in files)
            {
                data.Add(version, file);
            }
        }

        return data;
    }

    /// <summary>Those of them that hold nothing but what Flambeau's tensors can be.</summary>
    public static TheoryData<string, string> Readable()
    {
        string[] converted = ["dtypes.pt", "dtypes_legacy.pt", "sparse_coo.pt", "quantized.pt"];
        var data = new TheoryData<string, string>();
        foreach (var row in Described().Where(row => !converted.Contains(row.Data.Item2)))
        {
            data.Add(row);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void Reads_every_file_as_PyTorch_says(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);

        object? value = Checkpoint.Load(path, s_converting);

        ExpectedValues.Check(Expected(version, file), value);
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void Lists_every_file_as_PyTorch_says_and_loads_one_by_one(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);

        using CheckpointFile open = Checkpoint.Open(path, s_converting);

        ExpectedValues.Check(Expected(version, file), open);
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void A_stream_that_cannot_seek_gives_the_same(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);
        using var stream = new ForwardStream(File.ReadAllBytes(path));

        object? value = Checkpoint.Load(stream, s_converting);

        ExpectedValues.Check(Expected(version, file), value);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void Reads_what_PyTorch_says_is_there(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);

        object? value = Checkpoint.Load(path);

        ExpectedValues.Check(Expected(version, file), value);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void What_is_read_survives_being_saved_again(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);
        var copy = new MemoryStream();

        Checkpoint.Save(copy, Checkpoint.Load(path));

        ExpectedValues.Check(Expected(version, file), Checkpoint.Load(copy));
    }

    [Theory]
    [InlineData("special_values.pt")]
    [InlineData("views_shared.pt")]
    [InlineData("channels_last.pt")]
    [InlineData("bare_tensor.pt")]
    [InlineData("list.pt")]
    [InlineData("state_dict_metadata.pt")]
    [InlineData("state_dict_dataparallel.pt")]
    [InlineData("train_sgd.pt")]
    [InlineData("train_adam.pt")]
    [InlineData("train_rmsprop.pt")]
    public void Saving_writes_the_very_pickle_PyTorch_wrote(string file)
    {
        using FileStream original = File.OpenRead(RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", file));
        var copy = new MemoryStream();

        Checkpoint.Save(copy, Checkpoint.Load(original));

        Assert.Equal(DataPickle(original), DataPickle(copy));
    }

    [Theory]
    [InlineData("dtypes.pt", "key 'complex64': tensors of dtype complex64 are not supported; CheckpointOptions.ConvertTensors reads them as float32 with a last dimension of 2")]
    [InlineData("sparse_coo.pt", "key 's': sparse tensors are not supported; CheckpointOptions.ConvertTensors makes them dense")]
    [InlineData("quantized.pt", "key 'pt': tensors of dtype quint8 are not supported; CheckpointOptions.ConvertTensors dequantises them")]
    [InlineData("whole_module.pt", "the file asks for torch.nn.modules.container.Sequential, which is refused")]
    public void Says_what_it_does_not_read(string file, string reason)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", file);

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_tar_archive_of_the_first_versions()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "tar-0.1-style", "state_dict.tar.pth");
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(
            RepoPaths.SharedOrSkip("checkpoints", "tar-0.1-style", "expected.json"))).RootElement;

        ValueDict values = Checkpoint.LoadDict(path);

        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name), values.Keys);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Rows(values.GetTensor("weight")));
        Assert.Equal([[0, 3], [1, 4], [2, 5]], Rows(values.GetTensor("weight_t")));
        Assert.Equal([7, 8, 9], values.GetTensor("idx").ToArray<long>());
        Assert.Equal([4f, 5f], values.GetTensor("tail").ToArray<float>());
        Assert.Equal(4, values.GetTensor("tail").StorageOffset);
        Assert.Equal(5, values.GetInt64("epoch"));
        Assert.True(values.GetTensor("weight").SharesMemoryWith(values.GetTensor("weight_t")));
        Assert.True(values.GetTensor("weight").SharesMemoryWith(values.GetTensor("tail")));
        Assert.False(values.GetTensor("weight").SharesMemoryWith(values.GetTensor("idx")));
    }

    [Theory]
    [InlineData("torch-1.13.1", "script.pt")]
    [InlineData("torch-1.13.1", "trace.pt")]
    [InlineData("torch-2.6.0", "script.pt")]
    [InlineData("torch-2.6.0", "trace.pt")]
    public void A_TorchScript_archive_gives_its_parameters(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, file);

        using CheckpointFile open = Checkpoint.Open(path);

        Assert.Equal(CheckpointFormat.TorchScript, open.Format);
        StateDict script = Checkpoint.LoadStateDict(path);
        StateDict state = Checkpoint.LoadStateDict(
            RepoPaths.SharedOrSkip("checkpoints", version, "state_dict_metadata.pt"));
        AssertSame(state, script);
        AssertSame(state, open.LoadAll());
    }

    [Theory]
    [InlineData("torch-1.13.1")]
    [InlineData("torch-2.6.0")]
    public void A_whole_module_gives_the_tensors_of_its_state_dict(string version)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, "whole_module.pt");

        StateDict whole = Checkpoint.LoadStateDict(path, new CheckpointOptions { ReadUnknownClasses = true });

        StateDict state = Checkpoint.LoadStateDict(
            RepoPaths.SharedOrSkip("checkpoints", version, "state_dict_metadata.pt"));
        AssertSame(state, whole);
        using CheckpointFile open = Checkpoint.Open(path, new CheckpointOptions { ReadUnknownClasses = true });
        AssertSame(state, open.LoadAll());
    }

    [Fact]
    public void A_state_dict_keeps_its_metadata()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", "state_dict_metadata.pt");

        StateDict state = Checkpoint.LoadStateDict(path);

        Assert.Equal(["", "conv", "bn", "relu"], state.Metadata.Keys.Take(4));
        Assert.Equal(2, state.Metadata.GetDict("bn").GetInt64("version"));
    }

    [Fact]
    public void A_state_dict_under_a_usual_key_is_found_and_its_names_are_left_alone()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", "state_dict_dataparallel.pt");

        StateDict state = Checkpoint.LoadStateDict(path);

        Assert.Equal("module.conv.weight", state.Keys.First());
        Assert.Equal([8, 3, 3, 3], state["module.conv.weight"].Shape);
    }

    [Fact]
    public void Tensors_that_shared_memory_share_it_again()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", "views_shared.pt");

        ValueDict values = Checkpoint.LoadDict(path);

        Assert.True(values.GetTensor("base").SharesMemoryWith(values.GetTensor("row")));
        Assert.True(values.GetTensor("base").SharesMemoryWith(values.GetTensor("col")));
    }

    [Fact]
    public void Reads_every_file_of_other_projects()
    {
        string[] files =
        [
            .. Files("torchsharp-pybridge", ".pth"), .. Files("torchsharp-pybridge", ".bin"),
            .. Files("candle", ".pt"), .. Files("candle", ".pth"),
        ];
        Assert.True(files.Length >= 17);
        foreach (string path in files)
        {
            using CheckpointFile open = Checkpoint.Open(path);

            object? value = open.LoadValue();

            Assert.NotNull(value);
            Assert.All(open.Entries, entry => Assert.Equal(entry.Numel, open.Load(entry).Numel));
        }
    }

    [Fact]
    public void Reads_a_column_major_tensor()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "candle", "fortran_tensor_3d.pth");

        Tensor tensor = Checkpoint.LoadDict(path).GetTensor("tensor_fortran");

        Assert.Equal([2, 3, 4], tensor.Shape);
        Assert.False(tensor.IsContiguous);
    }

    [Fact]
    public void Reads_pretrained_weights_in_the_old_format()
    {
        string path = RepoPaths.SharedOrSkip("weights", "cifar10-resnet20", "resnet20-12fca82f.th");

        StateDict state = Checkpoint.LoadStateDict(path);

        Assert.Equal([16, 3, 3, 3], state["module.conv1.weight"].Shape);
        Assert.Equal(269_722, state.Where(entry => !entry.Key.Contains("running", StringComparison.Ordinal))
            .Sum(entry => entry.Value.Numel));
    }

    private static string[] Files(string folder, string extension) =>
        Directory.GetFiles(
            RepoPaths.SharedOrSkip("checkpoints", folder), $"*{extension}", SearchOption.AllDirectories);

    private static void AssertSame(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string name, Tensor tensor) in expected)
        {
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.Equal(tensor.To(DType.Float64).ToArray<double>(), actual[name].To(DType.Float64).ToArray<double>());
        }
    }

    private static float[][] Rows(Tensor matrix) =>
        [.. matrix.ToArray<float>().Chunk(matrix.Shape[1])];

    private static byte[] DataPickle(Stream file)
    {
        var zip = new ZipReader(ByteSource.Of(file));
        return zip.ReadAll(zip.Find(zip.Names.Single(name => name.EndsWith("data.pkl", StringComparison.Ordinal)))!);
    }

    private static JsonElement Expected(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, "expected.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty(file);
    }
}
