using System.Diagnostics;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>What an open file tells and gives, whatever its format.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lists_names_and_facts_in_order()
    {
        using CheckpointFile file = Checkpoint.Open(Sample());

        Assert.Equal(CheckpointFormat.TorchZip, file.Format);
        Assert.Equal(
            ["model.w: float32[2, 3]", "model.t: float32[3, 2]", "list[1]: float16[4]"],
            file.Entries.Select(entry => entry.ToString()));
        CheckpointEntry transposed = file["model.t"];
        Assert.Equal([1L, 3L], transposed.Strides);
        Assert.Equal(DType.Float32, transposed.DType);
        Assert.Equal(StoredTensorKind.Dense, transposed.Kind);
        Assert.Equal(24, transposed.ByteLength);
        Assert.Equal(24, transposed.StorageByteLength);
        Assert.Equal(file["model.w"].StorageId, transposed.StorageId);
        Assert.NotEqual(file["model.w"].StorageId, file["list[1]"].StorageId);
        Assert.Equal("3", file.Metadata.GetString("version"));
        Assert.Equal("archive", file.Metadata.GetString("root"));
        Assert.Equal(
            [KeyValuePair.Create<string, object?>("list[0]", "x"), KeyValuePair.Create<string, object?>("epoch", 3L)],
            file.PlainValues);
    }

    [Fact]
    public void Tensors_loaded_one_by_one_share_memory_and_outlive_the_file()
    {
        CheckpointFile file = Checkpoint.Open(Sample());
        Tensor weight = file.Load("model.w");
        Tensor transposed = file.Load("model.t");
        file.Dispose();

        Assert.True(weight.SharesMemoryWith(transposed));
        Assert.Equal([1f, 2, 3, 4, 5, 6], weight.ToArray<float>());
        Assert.Equal([1f, 4, 2, 5, 3, 6], transposed.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => file.Load("model.w"));
        Assert.Throws<ObjectDisposedException>(() => file.LoadAll());
        Assert.Throws<ObjectDisposedException>(() => file.LoadValue());
    }

    [Fact]
    public void Opening_reads_no_elements()
    {
        string path = Sample();
        byte[] bytes = File.ReadAllBytes(path);
        ZipEntry damaged = new ZipReader(ByteSource.Of(new MemoryStream(bytes))).Find("archive/data/0")!;
        bytes[damaged.DataOffset] ^= 1;
        File.WriteAllBytes(path, bytes);

        using CheckpointFile file = Checkpoint.Open(path);

        Assert.Equal(4, file.Load("list[1]").Numel);
        CheckpointException error = Assert.Throws<CheckpointException>(() => file.Load("model.w"));
        Assert.Contains("key 'model.w': entry 'archive/data/0' is damaged", error.Message, StringComparison.Ordinal);
        using CheckpointFile unverified = Checkpoint.Open(path, new CheckpointOptions { VerifyChecksums = false });
        Assert.Equal(6, unverified.Load("model.w").Numel);
    }

    [Fact]
    public void The_state_dict_is_read_without_what_lies_beside_it()
    {
        string path = Sample();
        byte[] bytes = File.ReadAllBytes(path);
        ZipEntry damaged = new ZipReader(ByteSource.Of(new MemoryStream(bytes))).Find("archive/data/1")!;
        bytes[damaged.DataOffset] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(["w", "t"], Checkpoint.LoadStateDict(path).Keys);
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));
    }

    [Fact]
    public void A_name_that_is_not_there_is_named()
    {
        using CheckpointFile file = Checkpoint.Open(Sample());

        Assert.False(file.TryGetEntry("no", out _));
        Assert.Equal(
            "The file has no tensor 'no'; it has 3 tensors.",
            Assert.Throws<KeyNotFoundException>(() => file.Load("no")).Message);
    }

    [Fact]
    public void Two_tensors_of_one_path_are_told_apart()
    {
        var value = new ValueDict
        {
            ["a.b"] = Tensor.FromScalar(1f),
            ["a"] = new ValueDict { ["b"] = Tensor.FromScalar(2f) },
        };

        using CheckpointFile file = Checkpoint.Open(new MemoryStream(ZipEdit.Save(value)));

        Assert.Equal([1f], file.Load("a.b").ToArray<float>());
        Assert.Equal([2f], file.Load("a.b#2").ToArray<float>());
    }

    [Fact]
    public void Threads_may_load_at_the_same_time()
    {
        string path = Path.Combine(_folder, "many.pt");
        var state = new StateDict();
        for (int i = 0; i < 50; i++)
        {
            state.Add($"{i}", Tensor.Full([1000], (float)i));
        }

        Checkpoint.Save(path, state);
        foreach (bool map in new[] { true, false })
        {
            using CheckpointFile file = Checkpoint.Open(path, new CheckpointOptions { MapFiles = map });

            Parallel.For(0, 500, i => Assert.Equal(i % 50, file.Load($"{i % 50}").ToArray<float>()[999]));
        }
    }

    [Fact]
    public void A_file_cut_short_while_it_is_open_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the command truncate, and a system that lets it work.");
        string path = Path.Combine(_folder, "cut.pt");
        Checkpoint.Save(path, new StateDict { ["w"] = Tensor.Zeros(100_000) });
        using CheckpointFile file = Checkpoint.Open(path);
        using (var truncate = Process.Start("truncate", ["-s", "200000", path]))
        {
            truncate.WaitForExit();
        }

        var error = Assert.Throws<CheckpointException>(() => file.Load("w"));

        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_value_is_read_once()
    {
        using CheckpointFile file = Checkpoint.Open(Sample());

        object? first = file.LoadValue();

        Assert.Same(first, file.LoadValue());
        Assert.Equal(["w", "t"], file.LoadStateDict().Keys);
    }

    [Fact]
    public void A_long_stream_that_cannot_seek_goes_through_a_file()
    {
        byte[] bytes = ZipEdit.Save(new StateDict { ["w"] = Tensor.Full([5 << 20], 2.5f) });

        using CheckpointFile file = Checkpoint.Open(new ForwardStream(bytes));

        Assert.Equal(2.5f, file.Load("w").ToArray<float>()[^1]);
    }

    [Theory]
    [InlineData(4, null, "the file's values are nested deeper than 4 levels")]
    [InlineData(200, 2, "the file names more than 2 tensors")]
    public void Limits_are_kept(int depth, int? tensors, string reason)
    {
        var options = new CheckpointOptions
        {
            Limits = new CheckpointLimits { MaximumDepth = depth, MaximumTensors = tensors ?? 10 },
        };
        object? deep = null;
        for (int level = 0; level < 5; level++)
        {
            deep = new List<object?> { deep };
        }

        byte[] bytes = ZipEdit.Save(new List<object?> { Tensor.Ones(1), Tensor.Ones(1), Tensor.Ones(1), deep });

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Checkpoint.Open(new MemoryStream(bytes), options));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private string Sample()
    {
        string path = Path.Combine(_folder, "sample.pt");
        Tensor weight = Tensor.From([1f, 2, 3, 4, 5, 6], 2, 3);
        Checkpoint.Save(path, new ValueDict
        {
            ["model"] = new StateDict { ["w"] = weight, ["t"] = weight.Transpose(0, 1) },
            ["list"] = new List<object?> { "x", Tensor.Ones([4], DType.Float16) },
            ["epoch"] = 3,
        });
        return path;
    }
}
