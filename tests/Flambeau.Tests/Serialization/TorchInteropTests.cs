using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Files exchanged with the real PyTorch of this machine, where there is one.</summary>
public sealed class TorchInteropTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void PyTorch_reads_with_weights_only_what_is_written_here()
    {
        Tensor weight = Tensor.From(Enumerable.Range(0, 24).Select(i => i * 0.1f).ToArray(), 2, 3, 2, 2);
        Tensor base2 = Tensor.From(Enumerable.Range(0, 24).Select(i => (double)i).ToArray(), 4, 6);
        var state = new StateDict
        {
            ["conv.weight"] = weight,
            ["conv.channels_last"] = weight.ChannelsLast(),
            ["tied"] = weight,
            ["transposed"] = base2.Transpose(0, 1),
            ["row"] = base2.Narrow(0, 1, 1),
            ["scalar"] = Tensor.FromScalar(7L),
            ["empty"] = Tensor.Zeros(0, 3),
        };
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            state[dtype.TorchName] = Tensor.Ones([3], dtype);
        }

        state.Metadata[""] = new ValueDict { ["version"] = 1 };
        state.Metadata["bn"] = new ValueDict { ["version"] = 2 };
        Checkpoint.Save(File("state.pt"), state);

        Assert.Equal(TorchDescription.Of(state.ToDict()), Torch("describe", File("state.pt")));
    }

    [Fact]
    public void PyTorch_reads_more_entries_than_one_group_of_a_pickle_holds()
    {
        var state = new StateDict();
        for (int i = 0; i < 2001; i++)
        {
            state[$"layer{i}.bias"] = Tensor.FromScalar((float)i);
        }

        Checkpoint.Save(File("large.pt"), state);

        Assert.Equal(TorchDescription.Of(state.ToDict()), Torch("describe", File("large.pt")));
    }

    [Fact]
    public void PyTorch_reads_training_checkpoints_written_here()
    {
        var value = new ValueDict
        {
            ["epoch"] = 3,
            ["optimizer"] = new ValueDict
            {
                ["state"] = new ValueDict { [0] = new ValueDict { ["momentum_buffer"] = Tensor.Ones(2) } },
                ["param_groups"] = new List<object?> { new ValueDict { ["lr"] = 0.1, ["betas"] = (0.9, 0.5) } },
            },
            ["plain"] = new List<object?> { null, true, -1, 1L << 40, "naïve", new byte[] { 0, 255 }, (byte[])[] },
        };
        Checkpoint.Save(File("training.pt"), value);

        string description = Torch("describe-all", File("training.pt"));
        Assert.Equal(TorchDescription.Of(Checkpoint.Load(File("training.pt"))), description);
    }

    [Fact]
    public void Records_can_be_mapped_into_memory_as_PyTorch_maps_them()
    {
        Tensor weight = Tensor.From(Enumerable.Range(0, 24).Select(i => i * 0.1f).ToArray(), 2, 3, 2, 2);
        var value = new ValueDict
        {
            ["channels_last"] = weight.ChannelsLast(),
            ["narrow"] = weight.Narrow(1, 1, 2),
            ["tied"] = weight,
            ["scalar"] = Tensor.FromScalar(7L),
            ["odd"] = Tensor.Ones([77], DType.UInt8),
        };
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            value[dtype.TorchName] = Tensor.Ones([3], dtype);
        }

        Checkpoint.Save(File("mapped.pt"), value);

        string expected = TorchDescription.Of(value);
        Assert.Equal(TorchDescription.Normalise($"[{expected}, {expected}]"), Torch("map", File("mapped.pt")));
    }

    [Theory]
    [InlineData("new.pt")]
    [InlineData("old.pt")]
    [InlineData("protocol4.pt")]
    public void What_PyTorch_writes_is_read_bit_for_bit(string file)
    {
        string expected = Torch("write", _folder);

        Assert.Equal(expected, TorchDescription.Of(Checkpoint.Load(File(file))));
    }

    [Fact]
    public void Files_of_other_projects_are_read_as_PyTorch_reads_them()
    {
        string[] files =
        [
            .. Directory.GetFiles(RepoPaths.SharedOrSkip("checkpoints"), "*.pth", SearchOption.AllDirectories)
                .Where(path => !path.Contains("tar-0.1", StringComparison.Ordinal)).Order(),
            RepoPaths.SharedOrSkip("checkpoints", "candle", "test.pt"),
            RepoPaths.SharedOrSkip("checkpoints", "candle", "test_with_key.pt"),
        ];
        Assert.True(files.Length >= 16);

        string described = Torch(["describe-each", .. files]);

        Assert.Equal(
            described,
            TorchDescription.Normalise($"[{string.Join(',', files.Select(path => TorchDescription.Of(Checkpoint.Load(path))))}]"));
    }

    [Fact]
    public void A_whole_module_gives_the_state_dict_of_the_module()
    {
        Torch("write", _folder);

        StateDict whole = Checkpoint.LoadStateDict(
            File("module.pt"), new CheckpointOptions { ReadUnknownClasses = true });

        StateDict state = Checkpoint.LoadStateDict(File("new.pt"));
        var withoutMetadata = new StateDict(state.ToList());
        Assert.Equal(TorchDescription.Of(withoutMetadata.ToDict()), TorchDescription.Of(whole.ToDict()));
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static string Torch(params string[] arguments)
    {
        RealPython.SkipWithoutTorch();
        string script = RepoPaths.Combine("tests", "Flambeau.Tests", "Serialization", "interop.py");
        return TorchDescription.Normalise(RealPython.RunScript(script, arguments));
    }
}
