using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Cli.Tests;

[Collection("tool")]
public sealed class TransferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Published_int8_features_and_a_new_head_tell_ants_from_bees()
    {
        string weights = RepoPaths.SharedOrSkip("weights", "mobilenet_v2-imagenet", "mobilenet_v2_imagenet_int8.safetensors");
        string data = RepoPaths.SharedOrSkip("data", "hymenoptera_data");
        var run = await CliRun.Of(
            "train", "--model", "mobilenet_v2", "--weights", weights, "--data", data, "--freeze", "features.*",
            "--epochs", "8", "--batch-size", "8", "--lr", "1e-3", "--output", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("53 int8 tensors de-quantised, 52 normalisations restored", run.Output, StringComparison.Ordinal);
        Assert.Contains("classifier.1.weight is [1000, 1280] in the state dict and [2, 1280] in the module", run.Output, StringComparison.Ordinal);
        Assert.Contains("2,226,434 parameters, 2,223,872 frozen; hymenoptera_data: 244 images to train on, 153 to test on", run.Output, StringComparison.Ordinal);
        Assert.InRange(TrainCommandTests.Accuracy(run.Output, "test accuracy ", " % of 153 images"), 95, 100);
        AssertFeaturesAreUntouched(weights);
    }

    // weights as in the file, statistics of the restored normalisations not moved by 248 steps
    private void AssertFeaturesAreUntouched(string weights)
    {
        var after = Checkpoint.LoadStateDict(_folder["weights.pt"]);
        var before = Checkpoint.LoadStateDict(weights);
        string[] restored = [.. before.Keys.Where(key => key.StartsWith("features.", StringComparison.Ordinal) && key.EndsWith(".int8", StringComparison.Ordinal))];
        Assert.Equal(52, restored.Length);
        Assert.All(restored, key =>
        {
            string name = key[..^".int8".Length];
            Assert.True(after[name].Equal(before[key].Float() * before[name + ".scale"].Reshape([])), name);
        });
        Assert.All(after.Where(entry => entry.Key.EndsWith("running_mean", StringComparison.Ordinal)), entry => Assert.All(entry.Value.ToArray<float>(), mean => Assert.Equal(0, mean)));
        Assert.All(after.Where(entry => entry.Key.EndsWith("running_var", StringComparison.Ordinal)), entry => Assert.All(entry.Value.ToArray<float>(), variance => Assert.Equal(1 - 1e-5f, variance)));
    }
}
