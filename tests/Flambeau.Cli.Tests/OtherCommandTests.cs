using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Cli.Tests;

[Collection("tool")]
public sealed class OtherCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_lists_tensors_and_other_values()
    {
        string file = _folder["checkpoint.pt"];
        Checkpoint.Save(file, new Dictionary<string, object?>
        {
            ["model"] = new StateDict { ["fc.weight"] = Tensor.Ones(2, 3), ["steps"] = Tensor.FromScalar(7) },
            ["epoch"] = 3L,
        });
        var run = await CliRun.Of("inspect", file);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string table = run.Output[..run.Output.IndexOf("2 tensors", StringComparison.Ordinal)];
        Assert.Equal(
            """
            +-----------------+--------+---------+----------+-------+
            | name            | shape  | dtype   | elements | bytes |
            |-----------------+--------+---------+----------+-------|
            | model.fc.weight | [2, 3] | float32 |        6 |    24 |
            | model.steps     | []     | int64   |        1 |     8 |
            +-----------------+--------+---------+----------+-------+
            epoch: 3

            """,
            table);
        Assert.StartsWith("2 tensors, 7 elements, 32 B of data; file ", run.Output[table.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_names_what_is_wrong_with_a_file()
    {
        await File.WriteAllTextAsync(_folder["text.pt"], "no checkpoint at all", TestContext.Current.CancellationToken);
        var run = await CliRun.Of("inspect", _folder["text.pt"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("text.pt", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await CliRun.Of("inspect", _folder["missing.pt"])).ExitCode);
        Assert.Equal($"error: '{_folder.Path}' is a folder; name a file in it\n", (await CliRun.Of("inspect", _folder.Path)).Error);
    }

    [Fact]
    public async Task Inspect_says_what_Python_would_run()
    {
        // a list of a harmless name and a harmful one, by protocol 0
        await File.WriteAllTextAsync(_folder["attack.pkl"], "(ccollections\nOrderedDict\ncposix\nsystem\nl.", TestContext.Current.CancellationToken);
        var run = await CliRun.Of("inspect", _folder["attack.pkl"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nbeyond PyTorch's safe list, never run here: posix.system\n", run.Output, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse((await CliRun.Of("inspect", _folder["attack.pkl"], "--json")).Output);
        Assert.Equal("posix.system", Assert.Single(json.RootElement.GetProperty("unsafe_globals").EnumerateArray()).GetString());
        Checkpoint.Save(_folder["good.pt"], new StateDict { ["a"] = Tensor.Ones(2) });
        Assert.DoesNotContain("safe list", (await CliRun.Of("inspect", _folder["good.pt"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_counts_parameters_and_multiply_adds()
    {
        var run = await CliRun.Of("summary", "--model", "resnet18", "--input", "3,64,64");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("| conv1                 | Conv2d            | [1, 64, 32, 32] |      9,408 |     9,633,792 |", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("resnet18: 11,689,512 parameters (44.6 MiB), 148,557,824 multiply-adds for an input of [1, 3, 64, 64].\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("error: --input must be channels, height and width, but got '3,64'.\n", (await CliRun.Of("summary", "--model", "resnet18", "--input", "3,64")).Error);
    }

    [Fact]
    public async Task Predict_shows_classes_and_goes_on_after_a_bad_file()
    {
        await CliRun.Of("train", "--output", _folder.Path, "--epochs", "1");
        string image = Directory.EnumerateFiles(RepoPaths.SharedOrSkip("data", "image-formats", "logos"), "*.png").Order(StringComparer.Ordinal).First();
        await File.WriteAllTextAsync(_folder["broken.png"], "no image", TestContext.Current.CancellationToken);
        var run = await CliRun.Of("predict", _folder["broken.png"], image, "--weights", _folder["weights.pt"], "--top", "2");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.png", run.Error, StringComparison.Ordinal);
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(image)}: \\d [\\d.]+ %, \\d [\\d.]+ %\n$", run.Output);
    }

    [Fact]
    public async Task Weights_without_their_card_or_of_another_model_are_refused()
    {
        var missing = await CliRun.Of("evaluate", "--weights", _folder["weights.pt"]);
        Assert.Equal($"error: {_folder["weights.pt"]}: there is no such file; 'flambeau train' writes one.\n", missing.Error);
        await CliRun.Of("train", "--output", _folder.Path, "--epochs", "1");
        Checkpoint.Save(_folder["weights.pt"], new StateDict { ["other"] = Tensor.Ones(1) });
        var other = await CliRun.Of("evaluate", "--weights", _folder["weights.pt"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("1 unexpected: other", other.Error, StringComparison.Ordinal);
    }
}
