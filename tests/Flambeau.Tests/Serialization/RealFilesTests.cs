using System.Text.Json;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Files that real PyTorch versions wrote, against the description PyTorch itself gave of them.</summary>
public class RealFilesTests
{
    public static TheoryData<string, string> Readable()
    {
        var data = new TheoryData<string, string>();
        string[] files =
        [
            "special_values.pt", "views_shared.pt", "views_shared_legacy.pt", "channels_last.pt", "params.pt",
            "parameter_object.pt", "bare_tensor.pt", "list.pt", "state_dict_metadata.pt", "state_dict_legacy.pt",
            "state_dict_proto4.pt", "state_dict_dataparallel.pt", "model_io.pt", "train_sgd.pt", "train_adam.pt",
            "train_adamw.pt", "train_rmsprop.pt", "non_ascii_name_é.pt",
        ];
        foreach (string version in new[] { "torch-1.13.1", "torch-2.6.0" })
        {
            foreach (string file in files)
            {
                data.Add(version, file);
            }
        }

        return data;
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
    [InlineData("dtypes.pt", "key 'complex64': tensors of dtype complex64 are not supported")]
    [InlineData("sparse_coo.pt", "key 's': tensors made by torch._utils._rebuild_sparse_tensor are not supported")]
    [InlineData("quantized.pt", "key 'pt': tensors of dtype quint8 are not supported")]
    [InlineData("script.pt", "the file is a TorchScript archive (torch.jit.save), which holds code")]
    [InlineData("trace.pt", "the file is a TorchScript archive (torch.jit.save), which holds code")]
    [InlineData("whole_module.pt", "the file asks for torch.nn.modules.container.Sequential, which is refused")]
    public void Says_what_it_does_not_read(string file, string reason)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", file);

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_archive_is_named_as_such()
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "tar-0.1-style", "state_dict.tar.pth");

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));

        Assert.Contains("tar archive, as PyTorch 0.1 wrote them", error.Message, StringComparison.Ordinal);
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
        Assert.Equal(state.Keys, whole.Keys);
        Assert.All(state, entry => Assert.Equal(entry.Value.Shape, whole[entry.Key].Shape));
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

    [Theory]
    [InlineData("pickled_modules", "module_load.pth")]
    [InlineData("pickled_tensors", "tensors.pth")]
    [InlineData("pickled_optimizers", "adam_load.pth")]
    [InlineData("pickled_optimizers", "rprop_load.pth")]
    [InlineData("pickled_optimizers", "sgd_load.pth")]
    public void Reads_the_files_of_another_project(string folder, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", "torchsharp-pybridge", folder, file);

        Assert.NotNull(Checkpoint.Load(path));
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

    private static byte[] DataPickle(Stream file)
    {
        var zip = new ZipReader(file);
        return zip.ReadAll(zip.Find(zip.Names.Single(name => name.EndsWith("data.pkl", StringComparison.Ordinal)))!);
    }

    private static JsonElement Expected(string version, string file)
    {
        string path = RepoPaths.SharedOrSkip("checkpoints", version, "expected.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty(file);
    }
}
