using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_state_dict_comes_back_with_names_values_and_metadata()
    {
        var state = new StateDict
        {
            ["conv1.weight"] = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3),
            ["bn.num_batches_tracked"] = Tensor.FromScalar(7L),
        };
        state.Metadata[""] = new ValueDict { ["version"] = 1 };
        state.Metadata["bn"] = new ValueDict { ["version"] = 2 };
        string path = Path.Combine(_folder, "net_weights.pkl");

        Checkpoint.Save(path, state);
        StateDict read = Checkpoint.LoadStateDict(path);

        Assert.Equal(["conv1.weight", "bn.num_batches_tracked"], read.Keys);
        Assert.Equal([2, 3], read["conv1.weight"].Shape);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], read["conv1.weight"].ToArray<float>());
        Assert.Equal(7L, read["bn.num_batches_tracked"].Item<long>());
        Assert.Equal(2, read.Metadata.GetDict("bn").GetInt64("version"));
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int16)]
    [InlineData(DType.Int8)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Bool)]
    public void Every_dtype_comes_back(DType dtype)
    {
        Tensor tensor = Tensor.Ones([2, 3], dtype);

        var read = Assert.IsType<Tensor>(RoundTrip(tensor));

        Assert.Equal(dtype, read.DType);
        Assert.Equal(
            tensor.Storage.Block.AsSpan<byte>(0, 6 * dtype.ItemSize).ToArray(),
            read.Storage.Block.AsSpan<byte>(0, 6 * dtype.ItemSize).ToArray());
    }

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(3, 0, 2)]
    [InlineData(1, 1, 1, 1, 5)]
    public void Every_shape_comes_back(params int[] shape)
    {
        var read = Assert.IsType<Tensor>(RoundTrip(Tensor.Ones(shape)));

        Assert.Equal(shape, read.Shape.ToArray());
        Assert.Equal(Enumerable.Repeat(1f, read.Numel), read.ToArray<float>());
    }

    [Fact]
    public void Views_and_tied_tensors_share_one_storage_in_the_file()
    {
        Tensor weight = Tensor.From(Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray(), 1000, 100);
        var file = new MemoryStream();

        Checkpoint.Save(
            file, new StateDict { ["encoder"] = weight, ["decoder"] = weight, ["t"] = weight.Transpose(0, 1) });

        Assert.InRange(file.Length, 400_000, 402_000);
        var read = Assert.IsType<ValueDict>(Checkpoint.Load(file));
        Assert.Equal([1, 100], read.GetTensor("t").Strides.ToArray());
        Assert.True(read.GetTensor("encoder").SharesMemoryWith(read.GetTensor("t")));
        Assert.Same(read["encoder"], read["decoder"]);
    }

    [Fact]
    public void A_training_checkpoint_comes_back()
    {
        var saved = new ValueDict
        {
            ["epoch"] = 3,
            ["model"] = new StateDict { ["w"] = Tensor.Ones(2) },
            ["optimizer"] = new ValueDict
            {
                ["state"] = new ValueDict { [0] = new ValueDict { ["step"] = 1.0, ["exp_avg"] = Tensor.Zeros(2) } },
                ["param_groups"] = new List<object?>
                {
                    new ValueDict
                    {
                        ["lr"] = 1e-3, ["betas"] = (0.9, 0.999), ["amsgrad"] = false, ["params"] = new[] { 0 },
                    },
                },
            },
            ["best"] = null,
        };
        string path = Path.Combine(_folder, "checkpoint.pt");

        Checkpoint.Save(path, saved);
        ValueDict read = Checkpoint.LoadDict(path);

        Assert.Equal(["epoch", "model", "optimizer", "best"], read.Keys);
        Assert.Equal(3, read.GetInt64("epoch"));
        Assert.Equal([1f, 1f], read.GetStateDict("model")["w"].ToArray<float>());
        ValueDict optimizer = read.GetDict("optimizer");
        Assert.Equal([0f, 0f], optimizer.GetDict("state").GetDict(0).GetTensor("exp_avg").ToArray<float>());
        var group = Assert.IsType<ValueDict>(optimizer.GetList("param_groups")[0]);
        Assert.Equal(1e-3, group.GetDouble("lr"));
        Assert.Equal([0.9, 0.999], group.GetList("betas"));
        Assert.False(group.GetBoolean("amsgrad"));
        Assert.Null(read["best"]);
        Assert.Equal(["w"], Checkpoint.LoadStateDict(path).Keys);
    }

    [Fact]
    public void Equal_values_make_equal_files()
    {
        static byte[] Save() => ZipEdit.Save(new StateDict { ["w"] = Tensor.Ones(3) });

        Assert.Equal(Save(), Save());
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_nothing_else()
    {
        string path = Path.Combine(_folder, "net.pt");
        Checkpoint.Save(path, Tensor.Ones(1));
        byte[] before = File.ReadAllBytes(path);

        Assert.Throws<ArgumentException>(() => Checkpoint.Save(path, new ValueDict { ["x"] = new Version() }));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_private_file_stays_private()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        string path = Path.Combine(_folder, "net.pt");
        Checkpoint.Save(path, Tensor.Ones(1));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Checkpoint.Save(path, Tensor.Ones(2));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_save_follows_a_symbolic_link()
    {
        string target = Path.Combine(_folder, "epoch3.pt");
        string link = Path.Combine(_folder, "last.pt");
        Checkpoint.Save(target, Tensor.Ones(1));
        File.CreateSymbolicLink(link, target);

        Checkpoint.Save(link, Tensor.Ones(2));

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal([2], Assert.IsType<Tensor>(Checkpoint.Load(target)).Shape);
    }

    [Fact]
    public void A_missing_folder_or_file_is_reported_as_such()
    {
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load(Path.Combine(_folder, "no.pt")));
        Assert.Throws<DirectoryNotFoundException>(
            () => Checkpoint.Save(Path.Combine(_folder, "no", "net.pt"), Tensor.Ones(1)));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\u0089PNG\r\n\u001a\n", "the file is no checkpoint: it is a PNG image")]
    [InlineData("\u0001\u0002\u00ff", "no PyTorch checkpoint: it begins with \"\\x01\\x02\\xff\", not")]
    [InlineData("\u0080\u0002}q\0", "the file was not written by torch.save; read as a bare pickle: the pickle is cut short")]
    [InlineData("\u0080\u0002}q\0.N.", "read as a bare pickle: 2 pickles follow each other where one is expected")]
    [InlineData("PK\u0003\u0004 and no more", "has no directory at its end")]
    public void Other_files_are_told_apart(string latin1, string reason)
    {
        string path = Path.Combine(_folder, "x.pt");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(latin1));

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));

        Assert.StartsWith($"'{path}': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.FileName);
    }

    [Fact]
    public void The_only_part_that_is_a_state_dict_is_found()
    {
        var saved = new ValueDict { ["net"] = new StateDict { ["w"] = Tensor.Ones(1) }, ["acc"] = 0.5 };
        string path = Path.Combine(_folder, "x.pt");
        Checkpoint.Save(path, saved);

        Assert.Equal(["w"], Checkpoint.LoadStateDict(path).Keys);
    }

    [Fact]
    public void A_file_without_a_state_dict_or_with_several_says_so()
    {
        var state = new StateDict { ["w"] = Tensor.Ones(1) };

        Assert.Equal(
            "the file holds no state dict: the value of 'acc' is a float, not a Tensor, and no part under state_dict, "
            + "model_state_dict, model is one",
            Assert.Throws<CheckpointException>(() => StateDictFinder.Find(new ValueDict { ["acc"] = 0.5 })).Message);
        Assert.Equal(
            "the file holds several state dicts (g, d); load it with Checkpoint.LoadDict and take one by its key",
            Assert.Throws<CheckpointException>(
                () => StateDictFinder.Find(new ValueDict { ["g"] = state.ToDict(), ["d"] = state.ToDict() })).Message);
        Assert.Equal(
            "the file holds a list, not a state dict",
            Assert.Throws<CheckpointException>(() => StateDictFinder.Find(new List<object?>())).Message);
    }

    private static object? RoundTrip(object? value) => ZipEdit.Load(ZipEdit.Save(value));
}
