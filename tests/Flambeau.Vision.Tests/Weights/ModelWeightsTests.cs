using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Weights;

[Collection(nameof(DefaultGeneratorCollection))]
public sealed class ModelWeightsTests : IDisposable
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("vision_weights");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. s_golden.Cases.Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_of_torchvisions_are_there() =>
        Assert.Equal(s_golden.Cases.Select(c => c.Name).Order(), ModelRegistry.Weights.Select(w => w.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_says_what_torchvision_says(string name)
    {
        var golden = s_golden[name];
        var weights = ModelRegistry.FindWeights(name);
        Assert.Equal(golden.Text("url"), weights.Url.ToString());
        Assert.Equal(golden.Integer("parameters"), weights.ParameterCount);
        Assert.Equal((golden.Number("top1"), golden.Number("top5")), (weights.Top1Accuracy, weights.Top5Accuracy));
        Assert.Equal((golden.Integer("resize"), golden.Integer("crop")), (weights.ResizeSize, weights.CropSize));
        Assert.Equal(golden.Text("interpolation"), weights.Interpolation.ToString().ToLowerInvariant());
        string categories = string.Concat(weights.Categories.Select(category => category + "\n"));
        Assert.Equal(golden.Text("categories"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(categories))));
        Assert.Equal(
            new Compose(
                new Resize((int)golden.Integer("resize")),
                new CenterCrop((int)golden.Integer("crop")),
                new ToTensor(),
                new Normalize([.. golden.Numbers("mean").Select(v => (float)v)], [.. golden.Numbers("std").Select(v => (float)v)])).ToString(),
            weights.Transforms().ToString());
    }

    [Fact]
    public void Sizes_and_operations_are_those_of_the_table()
    {
        using var table = JsonDocument.Parse(File.ReadAllBytes(RepoPaths.SharedOrSkip("reference", "torchvision_0.21_weights_table.json")));
        var rows = table.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("file").GetString()!);
        foreach (var weights in ModelRegistry.Weights)
        {
            var row = rows[weights.FileName];
            Assert.Equal($"{row.GetProperty("cls").GetString()}.{row.GetProperty("w").GetString()}", weights.Name);
            Assert.Equal(row.GetProperty("mb").GetString(), $"{weights.FileSize}");
            Assert.Equal(double.Parse(row.GetProperty("ops").GetString()!), weights.GigaMultiplyAdds);
        }
    }

    [Fact]
    public void Parameter_counts_are_those_of_the_models()
    {
        foreach (var weights in ModelRegistry.Weights.DistinctBy(weights => weights.Model))
        {
            Assert.Equal(
                weights.ParameterCount,
                ModelRegistry.Create(weights.Model, weights.Categories.Count).Parameters().Sum(parameter => (long)parameter.Numel));
        }
    }

    [Fact]
    public void Weights_are_found_by_their_name_and_by_their_models()
    {
        Assert.Same(ResNet50Weights.ImageNet1KV1, ModelRegistry.FindWeights("resnet50_weights.imagenet1k_v1"));
        Assert.Same(ResNet50Weights.ImageNet1KV2, ModelRegistry.FindWeights("ResNet50_Weights.DEFAULT"));
        Assert.Same(ResNet50Weights.Default, ModelRegistry.FindWeights("resnet50"));
        Assert.Same(MobileNetV2Weights.ImageNet1KV2, ModelRegistry.FindWeights("mobilenet_v2"));
        var error = Assert.Throws<ArgumentException>(() => ModelRegistry.FindWeights("ResNet34_Weights.IMAGENET1K_V9"));
        Assert.Contains("ResNet34_Weights.IMAGENET1K_V1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_local_file_or_folder_serves_instead_of_a_download(bool asFolder)
    {
        var weights = ResNet18Weights.ImageNet1KV1;
        Rng.ManualSeed(3);
        var original = ResNet.ResNet18();
        string file = _folder[weights.FileName];
        Checkpoint.Save(file, original.StateDict());
        Rng.ManualSeed(4);
        string path = asFolder ? _folder.Path : file;
        AssertSame(original, ResNet.ResNet18(weights, path));
        AssertSame(original, ModelRegistry.Create("resnet18", weights, path));
    }

    [Fact]
    public async Task A_file_in_PyTorchs_cache_is_used()
    {
        var weights = MobileNetV2Weights.ImageNet1KV1;
        var original = new MobileNetV2();
        var cache = new WeightsCache(_folder.Path);
        Checkpoint.Save(cache.PathOf(weights.Url), original.StateDict());
        var state = await weights.LoadAsync(cache, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(original.StateDict().Keys, state.Keys);
        AssertSame(original, MobileNetV2.WithWeights(weights, _folder.Path));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var other = Assert.Throws<ArgumentException>(() => ModelRegistry.Create("resnet18", ResNet34Weights.ImageNet1KV1));
        Assert.StartsWith("ModelRegistry: ResNet34_Weights.IMAGENET1K_V1 are weights of resnet34, not of resnet18.", other.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<WeightsException>(() => ResNet34Weights.Default.Load(_folder.Path));
        Assert.Equal(
            $"ResNet34_Weights.IMAGENET1K_V1: there is no file {_folder["resnet34-b627a593.pth"]}; "
            + "it can be had from https://download.pytorch.org/models/resnet34-b627a593.pth.",
            missing.Message);
    }

    private static void AssertSame(NN.Module expected, NN.Module actual)
    {
        var state = actual.StateDict();
        Assert.All(expected.StateDict(), entry => Assert.True(entry.Value.Equal(state[entry.Key]), entry.Key));
    }
}
