using System.Text.Json;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Cli.Tests;

[Collection("tool")]
public sealed class CheckpointCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_counts_types_and_names_what_shares_memory()
    {
        Tensor weight = Tensor.Ones(2, 3);
        Checkpoint.Save(_folder["a.pt"], new StateDict { ["w"] = weight, ["tied"] = weight, ["n"] = Tensor.FromScalar(1L) });
        var run = await CliRun.Of("inspect", _folder["a.pt"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith(
            """
            float32: 2 tensors, 12 elements, 48 B
            int64: 1 tensors, 1 elements, 8 B
            in one memory of 24 B: w, tied
            format: TorchZip (version 3, byteorder little, root archive)

            """,
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_writes_json()
    {
        Checkpoint.Save(_folder["a.pt"], new ValueDict { ["model"] = new StateDict { ["w"] = Tensor.Ones(2, 3) }, ["epoch"] = 3, ["loss"] = double.NaN });
        var run = await CliRun.Of("inspect", _folder["a.pt"], "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        JsonElement tensor = Assert.Single(json.RootElement.GetProperty("tensors").EnumerateArray());
        Assert.Equal("model.w", tensor.GetProperty("name").GetString());
        Assert.Equal([2, 3], tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(24, json.RootElement.GetProperty("dtypes").GetProperty("float32").GetProperty("bytes").GetInt32());
        Assert.Equal(
            ["epoch=3", "loss=NaN"],
            json.RootElement.GetProperty("values").EnumerateArray().Select(value => $"{value.GetProperty("name")}={value.GetProperty("value")}"));
    }

    [Fact]
    public async Task Inspect_draws_a_tree()
    {
        Checkpoint.SaveNpz(_folder["a.npz"], new StateDict { ["conv.weight"] = Tensor.Ones(2), ["conv.bias"] = Tensor.Ones(1), ["fc"] = Tensor.Ones(3) });
        var run = await CliRun.Of("inspect", _folder["a.npz"], "--tree");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(
            """
            (root)
            |-- conv
            |   |-- weight: float32[2]
            |   `-- bias: float32[1]
            `-- fc: float32[3]
            3 tensors, 6 elements, 24 B of data
            """,
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_describes_every_file_of_real_programs()
    {
        string[] files = [.. Directory.GetFiles(RepoPaths.SharedOrSkip("checkpoints"), "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith("LICENSE", StringComparison.Ordinal) && Path.GetFileName(path) != "expected.json")
            .Order()];
        Assert.True(files.Length >= 72, $"{files.Length} files");
        foreach (string path in files)
        {
            using CheckpointFile file = Checkpoint.Open(path, new CheckpointOptions { ReadUnknownClasses = true });
            var plain = await CliRun.Of("inspect", path);
            Assert.Equal((path, 0, ""), (path, plain.ExitCode, plain.Error));
            Assert.Contains($"{file.Entries.Count:N0} tensors, ", plain.Output, StringComparison.Ordinal);
            Assert.Contains($"format: {file.Format}", plain.Output, StringComparison.Ordinal);
            Assert.All(file.Entries, entry => Assert.Contains($"[{string.Join(", ", entry.Shape)}]", plain.Output, StringComparison.Ordinal));

            var run = await CliRun.Of("inspect", path, "--json");
            Assert.Equal((path, 0, ""), (path, run.ExitCode, run.Error));
            using var json = JsonDocument.Parse(run.Output);
            Assert.Equal(
                file.Entries.Select(entry => $"{entry.Name}: {entry.DTypeName}, {entry.ByteLength}"),
                json.RootElement.GetProperty("tensors").EnumerateArray().Select(
                    tensor => $"{tensor.GetProperty("name")}: {tensor.GetProperty("dtype")}, {tensor.GetProperty("bytes")}"));
            Assert.Equal(file.PlainValues.Count, json.RootElement.GetProperty("values").GetArrayLength());
        }
    }

    [Fact]
    public async Task Names_from_a_file_cannot_steer_the_terminal()
    {
        Checkpoint.Save(_folder["a.pt"], new StateDict { ["\u001b[2Jx"] = Tensor.Ones(1) });
        var run = await CliRun.Of("inspect", _folder["a.pt"]);
        Assert.Contains("\\x1b[2Jx", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Diff_says_what_differs_and_by_how_much()
    {
        Checkpoint.Save(_folder["a.pt"], new StateDict
        {
            ["same"] = Tensor.Ones(2),
            ["value"] = Tensor.From<float>([1, 2, float.NaN], 3),
            ["large"] = Tensor.From<long>([(1L << 60) + 1], 1),
            ["shape"] = Tensor.Ones(2),
            ["type"] = Tensor.Ones(2),
            ["left"] = Tensor.Ones(1),
        });
        Checkpoint.SaveNpz(_folder["b.npz"], new StateDict
        {
            ["same"] = Tensor.Ones(2),
            ["value"] = Tensor.From<float>([1, 4, float.NaN], 3),
            ["large"] = Tensor.From<long>([1L << 60], 1),
            ["shape"] = Tensor.Ones(1, 2),
            ["type"] = Tensor.Ones([2], DType.Float16),
            ["right"] = Tensor.Ones(1),
        });
        var run = await CliRun.Of("diff", _folder["a.pt"], _folder["b.npz"], "--json");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(
            [
                "value|values|float32[3]|float32[3]|2|0.5",
                "large|values|int64[1]|int64[1]|1|8.673617379884035E-19",
                "shape|shape|float32[2]|float32[1, 2]",
                "type|dtype|float32[2]|float16[2]|0|0",
                "left|only in A|float32[1]|",
                "right|only in B||float32[1]",
            ],
            json.RootElement.GetProperty("differences").EnumerateArray()
                .Select(difference => string.Join('|', difference.EnumerateObject().Select(property => $"{property.Value}"))));
        var text = await CliRun.Of("diff", _folder["a.pt"], _folder["b.npz"]);
        Assert.EndsWith("5 tensors in both, of which 4 differ; 1 only in A, 1 only in B.\n", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_takes_a_tolerance_and_finds_equal_files_equal()
    {
        Checkpoint.Save(_folder["a.pt"], new StateDict { ["w"] = Tensor.From<float>([1, 2], 2) });
        Checkpoint.Save(_folder["b.pt"], new StateDict { ["w"] = Tensor.From<float>([1, 2.5f], 2) });
        Assert.Equal(1, (await CliRun.Of("diff", _folder["a.pt"], _folder["b.pt"])).ExitCode);
        Assert.Equal(1, (await CliRun.Of("diff", _folder["a.pt"], _folder["b.pt"], "--atol", "0.4")).ExitCode);
        Assert.Equal(0, (await CliRun.Of("diff", _folder["a.pt"], _folder["b.pt"], "--atol", "0.5")).ExitCode);
        Assert.Equal(0, (await CliRun.Of("diff", _folder["a.pt"], _folder["b.pt"], "--rtol", "0.2")).ExitCode);
        var same = await CliRun.Of("diff", _folder["a.pt"], _folder["a.pt"]);
        Assert.Equal((0, "The 1 tensors of both are the same.\n"), (same.ExitCode, same.Output));
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".safetensors")]
    public async Task Convert_goes_there_and_back(string extension)
    {
        string a = _folder["a.pt"], b = _folder["b" + extension], c = _folder["c.pth"];
        Checkpoint.Save(a, new StateDict { ["conv.weight"] = Tensor.From<float>([1, 2, 3, 4], 2, 2), ["n"] = Tensor.FromScalar(7L) });
        Assert.Equal((0, ""), Result(await CliRun.Of("convert", a, b)));
        Assert.Equal((0, ""), Result(await CliRun.Of("convert", b, c)));
        Assert.Equal((0, ""), Result(await CliRun.Of("diff", a, c)));
    }

    [Fact]
    public async Task Convert_renames_and_casts_the_models_part()
    {
        var state = new StateDict { ["module.conv.weight"] = Tensor.Ones(2), ["module.conv.steps"] = Tensor.FromScalar(7L), ["module.fc"] = Tensor.Ones(3) };
        state.Metadata[""] = new ValueDict { ["version"] = 1 };
        state.Metadata["module"] = new ValueDict { ["version"] = 2 };
        state.Metadata["module.conv"] = new ValueDict { ["version"] = 3 };
        Checkpoint.Save(_folder["a.pt"], new ValueDict { ["state_dict"] = state, ["epoch"] = 3 });
        var run = await CliRun.Of(
            "convert", _folder["a.pt"], _folder["b.pt"], "--strip-prefix", "module.", "--rename", "conv=stem", "--rename", "fc=head.w", "--dtype", "float16");
        Assert.Equal((0, ""), Result(run));
        Assert.Contains("not taken over are 0 tensors outside the state dict and 1 other values", run.Output, StringComparison.Ordinal);
        StateDict converted = Checkpoint.LoadStateDict(_folder["b.pt"]);
        Assert.Equal(
            ["stem.weight Float16", "stem.steps Int64", "head.w Float16"],
            converted.Select(entry => $"{entry.Key} {entry.Value.DType}"));
        Assert.Equal(
            [("", 2L), ("stem", 3L)],
            converted.Metadata.Select(entry => ((string)entry.Key, ((ValueDict)entry.Value!).GetInt64("version"))));
    }

    [Theory]
    [InlineData("b.pt", "--rename", "x=y", "--rename x=y: nothing is called so; the first name is 'a'.")]
    [InlineData("b.pt", "--rename", "x", "--rename must be old=new, but got 'x'.")]
    [InlineData("b.pt", "--rename", "a=b", "'b' and another entry would both be called 'b'.")]
    [InlineData("b.pt", "--strip-prefix", "m.", "--strip-prefix m.: no name begins so; the first is 'a'.")]
    [InlineData("b.pt", "--dtype", "int8", "--dtype must be float32, float64, float16, bfloat16, but got 'int8'.")]
    [InlineData("b.onnx", "--dtype", "float32", "The new file must end with .pt, .pth, .pkl, .bin, .npz or .safetensors, but got '.onnx'.")]
    public async Task Convert_refuses_what_it_cannot_do_and_writes_nothing(string target, string option, string value, string message)
    {
        Checkpoint.Save(_folder["a.pt"], new StateDict { ["a"] = Tensor.Ones(1), ["b"] = Tensor.Ones(1) });
        var run = await CliRun.Of("convert", _folder["a.pt"], _folder[target], option, value);
        Assert.Equal((1, $"error: {message}\n"), (run.ExitCode, run.Error));
        Assert.Equal([_folder["a.pt"]], Directory.GetFiles(_folder.Path));
    }

    private static (int ExitCode, string Error) Result(CliRun run) => (run.ExitCode, run.Error);
}
