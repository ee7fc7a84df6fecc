using System.Diagnostics;
using Flambeau.Data;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;

namespace Flambeau.Vision.Tests.Interop;

/// <summary>A digits model moves to real PyTorch and back and gives the same scores there.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public sealed class DigitsInteropTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    // the network of SmallConvNet in PyTorch's words; argv: what to do, weights, images, scores
    private const string Program = """
        import sys, torch
        from torch import nn
        def stage(i, o): return [nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True)]
        class SmallConvNet(nn.Module):
            def __init__(self):
                super().__init__()
                self.features = nn.Sequential(*stage(1, 32), nn.MaxPool2d(2), *stage(32, 64), nn.MaxPool2d(2), *stage(64, 128), nn.AdaptiveAvgPool2d(2))
                self.fc = nn.Linear(512, 10)
            def forward(self, x): return self.fc(self.features(x).flatten(1))
        task, weights, images, scores = sys.argv[1:]
        torch.manual_seed(0)
        net = SmallConvNet()
        if task == "read":
            net.load_state_dict(torch.load(weights, weights_only=True))
        else:
            x = torch.randn(64, 1, 8, 8)
            for _ in range(3):
                net(x)
            torch.save(net.state_dict(), weights)
        with torch.no_grad():
            torch.save(net.eval()(torch.load(images, weights_only=True)["images"]), scores)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Trained_here_it_gives_the_same_scores_in_PyTorch()
    {
        var net = Trained();
        Checkpoint.Save(PathOf("weights.pt"), net.StateDict());
        var images = SaveImages();
        RunPython("read");
        Compare(net, images);
    }

    [Fact]
    public void Made_in_PyTorch_it_gives_the_same_scores_here()
    {
        var images = SaveImages();
        RunPython("write");
        var net = new SmallConvNet();
        net.LoadStateDict(Checkpoint.LoadStateDict(PathOf("weights.pt")));
        Compare(net, images);
    }

    private static SmallConvNet Trained()
    {
        Rng.ManualSeed(0);
        var net = new SmallConvNet();
        var optimizer = new SGD(net.Parameters(), lr: 0.05, momentum: 0.9);
        foreach (var (images, labels) in new DataLoader(Digits.Load(train: true), batchSize: 64, shuffle: true))
        {
            optimizer.ZeroGrad();
            F.CrossEntropy(net.Call(images), labels).Backward();
            optimizer.Step();
        }

        return net;
    }

    private Tensor SaveImages()
    {
        var (images, _) = new DataLoader(Digits.Load(train: false), batchSize: 400).First();
        Checkpoint.Save(PathOf("images.pt"), new StateDict { ["images"] = images });
        return images;
    }

    private void Compare(SmallConvNet net, Tensor images)
    {
        net.Eval();
        using var scope = GradMode.NoGrad();
        float[] ours = net.Call(images).ToArray<float>();
        float[] theirs = ((Tensor)Checkpoint.Load(PathOf("scores.pt"))!).ToArray<float>();
        Assert.Equal(3550, theirs.Length);
        for (int i = 0; i < ours.Length; i++)
        {
            Assert.Equal(theirs[i], ours[i], 1e-5f);
        }
    }

    private void RunPython(string task)
    {
        Assert.SkipUnless(File.Exists(Python), "there is no Python here");
        var start = new ProcessStartInfo(Python, ["-c", Program, task, PathOf("weights.pt"), PathOf("images.pt"), PathOf("scores.pt")])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("No module named 'torch'", StringComparison.Ordinal), "this Python has no PyTorch");
        Assert.True(process.ExitCode == 0, error);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
