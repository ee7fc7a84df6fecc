using Flambeau.NN;
using Flambeau.Vision;
using TorchPeers;
using Torch = TorchSharp.torch;

namespace Flambeau.Benchmarks.Peers;

/// <summary>All cases.</summary>
internal static class PeerCases
{
    public static IReadOnlyList<PeerCase> All { get; } =
    [
        new("matmul 1024", () => MatMul(1024)),
        new("mlp 784-512-512-10 training, batch 128", () => Training(Mlp(), TorchMlp(), [128, 784], 10)),
        new("net inference, batch 1", () => Inference(new Net(101), new TorchNet(), [1, 3, 224, 224])),
        new("net inference, batch 32", () => Inference(new Net(101), new TorchNet(), [32, 3, 224, 224])),
        new("net training, batch 32", () => Training(new Net(101), new TorchNet(), [32, 3, 224, 224], 101)),
        new("resnet34 inference, batch 1", () => Inference(new ChapterResNet34(101), new TorchResNet34(), [1, 3, 224, 224])),
        new("resnet34 inference, batch 32", () => Inference(new ChapterResNet34(101), new TorchResNet34(), [32, 3, 224, 224])),
        new("resnet34 training, batch 32", () => Training(new ChapterResNet34(101), new TorchResNet34(), [32, 3, 224, 224], 101)),
    ];

    private static Sequential Mlp() => new(new Linear(784, 512), new ReLU(), new Linear(512, 512), new ReLU(), new Linear(512, 10));

    private static TorchSharp.Modules.Sequential TorchMlp() => Torch.nn.Sequential(
        ("0", Torch.nn.Linear(784, 512)), ("1", Torch.nn.ReLU()), ("2", Torch.nn.Linear(512, 512)), ("3", Torch.nn.ReLU()), ("4", Torch.nn.Linear(512, 10)));

    private static PeerWork MatMul(int n)
    {
        var (a, b) = (Tensor.Randn(n, n), Tensor.Randn(n, n));
        var (x, y) = (TorchBridge.From(a), TorchBridge.From(b));
        return new PeerWork(() => a.MatMul(b), () => x.matmul(y).Dispose(), () => TorchBridge.Difference(a.MatMul(b), x.matmul(y)));
    }

    private static PeerWork Inference(Module<Tensor, Tensor> ours, Torch.nn.Module<Torch.Tensor, Torch.Tensor> theirs, int[] shape)
    {
        TorchBridge.CopyWeights(ours, theirs);
        ours.Eval();
        theirs.eval();
        var x = Tensor.Randn(new Shape(shape));
        var peer = TorchBridge.From(x);
        return new PeerWork(() => Forward(ours, x), () => TorchForward(theirs, peer).Dispose(), () => TorchBridge.Difference(Forward(ours, x), TorchForward(theirs, peer)));
    }

    private static Tensor Forward(Module<Tensor, Tensor> model, Tensor x)
    {
        using var scope = GradMode.NoGrad();
        return model.Call(x);
    }

    private static Torch.Tensor TorchForward(Torch.nn.Module<Torch.Tensor, Torch.Tensor> model, Torch.Tensor x)
    {
        using var scope = Torch.no_grad();
        using var disposing = Torch.NewDisposeScope();
        return model.forward(x).MoveToOuterDisposeScope();
    }

    private static PeerWork Training(Module<Tensor, Tensor> ours, Torch.nn.Module<Torch.Tensor, Torch.Tensor> theirs, int[] shape, int classes)
    {
        TorchBridge.CopyWeights(ours, theirs);
        var x = Tensor.Randn(new Shape(shape));
        var labels = Tensor.RandInt(classes, [shape[0]]);
        var (peer, peerLabels) = (TorchBridge.From(x), Torch.tensor(labels.ToArray<long>()));
        var optimizer = new Flambeau.Optim.SGD(ours.Parameters(), lr: 1e-3, momentum: 0.9);
        var peerOptimizer = Torch.optim.SGD(theirs.parameters(), 1e-3, 0.9);
        return new PeerWork(() => Step(), () => TorchStep(), () => Math.Abs(Step() - TorchStep()) / Math.Log(classes));

        double Step()
        {
            optimizer.ZeroGrad();
            var loss = F.CrossEntropy(ours.Call(x), labels);
            loss.Backward();
            optimizer.Step();
            return loss.Item();
        }

        double TorchStep()
        {
            using var disposing = Torch.NewDisposeScope();
            peerOptimizer.zero_grad();
            var loss = Torch.nn.functional.cross_entropy(theirs.forward(peer), peerLabels);
            loss.backward();
            peerOptimizer.step();
            return loss.item<float>();
        }
    }
}
