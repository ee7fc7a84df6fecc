using System.Text.RegularExpressions;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;
using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.NN;

/// <summary>Runs what docs/transfer.md tells.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public sealed partial class TransferGuideTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-transfer").FullName;
    private readonly string _guide = File.ReadAllText(RepoPaths.Combine("docs", "transfer.md"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pretrained_model_learns_another_task_layer_by_layer()
    {
        Rng.ManualSeed(0);
        string file = Path.Combine(_folder, "pretrained.pt");
        var pretrained = new Net(classes: 10);
        var saved = new StateDict(pretrained.StateDict().Select(entry => KeyValuePair.Create("module." + entry.Key, entry.Value)));
        Checkpoint.Save(file, saved);
        var model = new Net(classes: 3);

        var options = new LoadOptions { StripPrefix = "module.", SkipMismatched = true };
        LoadResult report = model.LoadStateDict(Checkpoint.LoadStateDict(file), options);
        Assert.Equal(9, report.Loaded.Count);
        Assert.Contains(report.ToString(), _guide, StringComparison.Ordinal);
        Assert.True(model.GetParameter("features.3.weight").Equal(pretrained.GetParameter("features.3.weight")));

        var head = model.ReplaceHead(3);
        var stem = model.AdaptInputChannels(1);
        model.Freeze().Unfreeze("head", "features.[34]");
        Assert.Equal(("head", "features.0"), (head.Path, stem.Path));

        var groups = new ParameterGroupBuilder(model)
            .Group("head", lr: 1e-2)
            .LayerDecay(lr: 1e-3, decay: 0.5)
            .NoWeightDecay()
            .Build();
        var optimizer = new AdamW(groups, weightDecay: 0.05);
        Assert.Contains(new ParameterTable(model, optimizer).ToString(), _guide, StringComparison.Ordinal);

        var before = new StateDict(model.StateDict().Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Clone())));
        var (x, y) = (Tensor.Randn([24, 1, 8, 8], generator: new Generator(1)), Tensor.Arange(24) % 3);
        x.AddInPlace(y.View(24, 1, 1, 1).Float());
        model.Train();
        double[] losses = [.. Enumerable.Range(0, 60).Select(_ => Step(model, optimizer, x, y))];
        Assert.True(losses[^1] < 0.75 * losses[0], $"{losses[0]} -> {losses[^1]}");
        string[] changed = [.. model.StateDict().Where(entry => !entry.Value.Equal(before[entry.Key])).Select(entry => entry.Key)];
        Assert.Equal(["features.3.weight", "features.3.bias", "head.weight", "head.bias"], changed);
    }

    [Fact]
    public void Every_line_of_code_in_the_guide_is_in_this_test()
    {
        string source = File.ReadAllText(RepoPaths.Combine("tests", "Flambeau.Tests", "NN", "TransferGuideTests.cs"));
        string[] lines = [.. Code().Matches(_guide).SelectMany(match => match.Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        Assert.NotEmpty(lines);
        Assert.All(lines.Where(line => !line.StartsWith("Console.", StringComparison.Ordinal)), line => Assert.Contains(line, source, StringComparison.Ordinal));
    }

    private static double Step(Net model, AdamW optimizer, Tensor x, Tensor y)
    {
        optimizer.ZeroGrad();
        var loss = F.CrossEntropy(model.Call(x), y);
        loss.Backward();
        optimizer.Step();
        return loss.Item();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    private sealed class Net(int classes) : Module<Tensor, Tensor>
    {
        private readonly Sequential _features = new(
            new Conv2d(3, 4, 3, padding: 1), new BatchNorm2d(4), new ReLU(), new Conv2d(4, 8, 3, padding: 1), new ReLU());

        private readonly Linear _head = new(8, classes);

        protected override Tensor Forward(Tensor input) => _head.Call(_features.Call(input).Mean([2, 3]));
    }
}
