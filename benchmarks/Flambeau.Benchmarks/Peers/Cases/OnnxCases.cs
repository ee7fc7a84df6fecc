using Flambeau.NN;
using Flambeau.Vision;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Networks against ONNX Runtime, which infers only.</summary>
internal static class OnnxCases
{
    public static IReadOnlyList<PeerCase> All { get; } =
    [
        Inference("onnx-resnet34-infer-b1", 0.7, () => new ChapterResNet34(101), OnnxNetworks.Chapter34, 1),
        Inference("onnx-resnet34-infer-b32", 0.7, () => new ChapterResNet34(101), OnnxNetworks.Chapter34, 32),
        Inference("onnx-net-infer-b1", 1.05, () => new Net(101), OnnxNetworks.Net, 1),
    ];

    private static PeerCase Inference(
        string name, double target, Func<Module<Tensor, Tensor>> ours, Action<OnnxGraph> theirs, int batch)
    {
        int[] shape = [batch, 3, 224, 224];
        return new(
            name,
            $"batch {batch} of 3x224x224: forward in evaluation mode, nothing recorded",
            Side.Of(Side.Ours, () => new FlambeauInference(ours, shape)),
            new Side(Side.OnnxRuntime, settings => new OnnxInference(settings, theirs, shape)))
        {
            Target = target,
            Tolerance = 1e-4,
        };
    }
}
