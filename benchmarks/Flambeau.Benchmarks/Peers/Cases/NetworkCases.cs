using Flambeau.NN;
using Flambeau.Vision;
using TorchPeers;
using TorchModule = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Whole networks against libtorch.</summary>
internal static class NetworkCases
{
    // float32 sums in another order, through up to 50 normalised layers
    private const double OutputTolerance = 1e-4;

    // With new weights the gradients of a deep network are that ill-conditioned: in ResNet-50 libtorch's own float32 is
    // 2e-2 away from its float64 (a ReLU or a maximum falls on the other side), in the small network 2e-3.
    private const double GradientTolerance = 1e-1;

    public static IReadOnlyList<PeerCase> All { get; } =
    [
        Training("net-train-b32", 0.5, () => new Net(101), TorchNetworks.Net, 32, 101),
        Inference("net-infer-b1", 0.5, () => new Net(101), TorchNetworks.Net, 1),
        Inference("net-infer-b32", 0.5, () => new Net(101), TorchNetworks.Net, 32),
        Training("resnet34-train-b32", 0.55, () => new ChapterResNet34(101), TorchResNets.Chapter34, 32, 101),
        Inference("resnet34-infer-b32", 0.55, () => new ChapterResNet34(101), TorchResNets.Chapter34, 32),
        Inference("resnet34-infer-b1", 0.55, () => new ChapterResNet34(101), TorchResNets.Chapter34, 1),
        Inference("resnet18-infer-b16", 0.6, () => ResNet.ResNet18(), TorchResNets.ResNet18, 16),
        Training("resnet18-train-b16", 0.6, () => ResNet.ResNet18(), TorchResNets.ResNet18, 16, 1000),
        Inference("vgg16-infer-b4", 0.6, () => new Vgg(16), TorchNetworks.Vgg16, 4),
        Inference("resnet50-infer-b16", 0.85, () => ResNet.ResNet50(), TorchResNets.ResNet50, 16),
        Training("resnet50-train-b16", 0.85, () => ResNet.ResNet50(), TorchResNets.ResNet50, 16, 1000),
        Mlp(),
        Inference("mobilenetv2-infer-b16", 0.8, () => new MobileNetV2(), TorchNetworks.MobileNetV2, 16),
        Training("mobilenetv2-train-b16", 0.8, () => new MobileNetV2(), TorchNetworks.MobileNetV2, 16, 1000),
    ];

    private static PeerCase Inference(
        string name, double target, Func<Module<Tensor, Tensor>> ours, Func<TorchModule> theirs, int batch)
    {
        int[] shape = [batch, 3, 224, 224];
        return new(
            name,
            $"batch {batch} of 3x224x224: forward in evaluation mode, nothing recorded",
            Side.Of(Side.Ours, () => new FlambeauInference(ours, shape)),
            Side.Of(Side.Libtorch, () => new TorchInference(theirs, shape, channelsLast: false)),
            Side.Of(Side.LibtorchChannelsLast, () => new TorchInference(theirs, shape, channelsLast: true)))
        {
            Target = target,
            Tolerance = OutputTolerance,
        };
    }

    private static PeerCase Training(
        string name, double target, Func<Module<Tensor, Tensor>> ours, Func<TorchModule> theirs, int batch, int classes)
    {
        int[] shape = [batch, 3, 224, 224];
        return new(
            name,
            $"batch {batch} of 3x224x224: forward, cross-entropy, backward, SGD with momentum; dropout off",
            Side.Of(Side.Ours, () => new FlambeauTraining(ours, shape, classes)),
            Side.Of(Side.Libtorch, () => new TorchTraining(theirs, shape, classes, channelsLast: false)),
            Side.Of(Side.LibtorchChannelsLast, () => new TorchTraining(theirs, shape, classes, channelsLast: true)))
        {
            Target = target,
            Tolerance = GradientTolerance,
        };
    }

    private static PeerCase Mlp()
    {
        int[] shape = [128, 784];
        return new(
            "mlp-train-b128",
            "batch 128, 784-512-512-10: forward, cross-entropy, backward, SGD with momentum",
            Side.Of(Side.Ours, () => new FlambeauTraining(Model, shape, 10)),
            Side.Of(Side.Libtorch, () => new TorchTraining(TorchNetworks.Mlp, shape, 10, channelsLast: false)))
        {
            Target = 0.8,
            Tolerance = OutputTolerance,
        };

        static Module<Tensor, Tensor> Model() =>
            new Sequential(new Linear(784, 512), new ReLU(), new Linear(512, 512), new ReLU(), new Linear(512, 10));
    }
}
