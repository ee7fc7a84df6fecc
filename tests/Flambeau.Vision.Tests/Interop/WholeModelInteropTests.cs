using System.Diagnostics;
using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Interop;

/// <summary>Whole models of the zoo: their files, and what real PyTorch and torchvision make of them.</summary>
public sealed class WholeModelInteropTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import sys, torch, torchvision
        saved = torch.load(sys.argv[1], weights_only=True)
        assert type(saved) is dict, type(saved)
        assert list(saved) == ["architecture", "arguments", "training", "state_dict"], list(saved)
        assert saved["training"] is False
        classes = saved["arguments"]["num_classes"]
        model = getattr(torchvision.models, saved["architecture"])(num_classes=classes)
        model.load_state_dict(saved["state_dict"])
        print(saved["architecture"], saved["arguments"], len(list(model.parameters())))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet18", 62)]
    [InlineData("mobilenet_v2", 158)]
    public async Task Torchvision_makes_the_model_that_was_saved_here(string name, int parameters)
    {
        Assert.SkipUnless(File.Exists(Python), "there is no Python here");
        string path = _folder["model.pt"];
        var model = ModelRegistry.Create(name, 7);
        model.Eval();
        SaveModel(path, model);

        using var process = Process.Start(new ProcessStartInfo(Python, ["-W", "ignore", "-c", Program, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> reading = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string error = await reading;
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), "this Python has no torchvision");

        Assert.True(process.ExitCode == 0, error);
        Assert.Equal($"{name} {{'num_classes': 7, 'in_channels': 3}} {parameters}", output.Trim());
    }

    [Fact]
    public void Exchanged_heads_and_stems_come_back()
    {
        string path = _folder["model.pt"];
        var resnet = ResNet.ResNet18(10);
        resnet.ReplaceHead(3);
        resnet.AdaptInputChannels(1);
        Checkpoint.SaveModel(path, resnet);

        var loaded = Checkpoint.LoadModel<ResNet>(path);

        Assert.Equal("resnet18(num_classes=3, in_channels=1)", loaded.Describe().ToString());
        Assert.Equal(resnet.StateDict().Keys, loaded.StateDict().Keys);
        Assert.All(loaded.StateDict(), entry => Assert.True(entry.Value.Equal(resnet.StateDict()[entry.Key])));
    }

    [Fact]
    public void A_head_that_no_number_of_classes_describes_is_refused_when_saved()
    {
        var resnet = ResNet.ResNet18(10);
        resnet.Fc = new Sequential(new Dropout(), new Linear(512, 3));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Checkpoint.SaveModel(_folder["model.pt"], resnet));

        Assert.StartsWith("resnet18: the last layer is a Sequential, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_family_is_refused_and_the_registry_makes_any()
    {
        string path = _folder["model.pt"];
        Checkpoint.SaveModel(path, new MobileNetV2(4));

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.LoadModel<ResNet>(path));

        Assert.Contains("the file holds a model 'mobilenet_v2', but expected is 'resnet18' or ", error.Message, StringComparison.Ordinal);
        Assert.IsType<MobileNetV2>(Checkpoint.LoadModel(path, ModelRegistry.Factories()));
        Assert.Equal(ModelRegistry.Names, ModelRegistry.Factories().Architectures);
    }

    [Fact]
    public void Every_described_architecture_is_in_the_registry_under_its_name()
    {
        Assert.All(ResNet.Architectures, name => Assert.Equal(name, ((ResNet)ModelRegistry.Create(name, 2)).Describe().Architecture));
        Assert.All(MobileNetV2.Architectures, name => Assert.IsType<MobileNetV2>(ModelRegistry.Create(name, 2)));
    }

    [Fact]
    public void A_number_of_classes_that_is_none_is_an_error_of_the_file()
    {
        string path = _folder["model.pt"];
        var arguments = new ValueDict { ["num_classes"] = 0, ["in_channels"] = 3 };
        Checkpoint.SaveModel(path, new Linear(1, 1), new ModelDescription("resnet18", arguments));

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.LoadModel<ResNet>(path));

        Assert.Contains("a model resnet18(num_classes=0, in_channels=3) cannot be made: ", error.Message, StringComparison.Ordinal);
    }

    private static void SaveModel(string path, Module model)
    {
        if (model is ResNet resnet)
        {
            Checkpoint.SaveModel(path, resnet);
        }
        else
        {
            Checkpoint.SaveModel(path, (MobileNetV2)model);
        }
    }
}
