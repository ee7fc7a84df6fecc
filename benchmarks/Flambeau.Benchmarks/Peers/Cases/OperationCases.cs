using Flambeau.NN;
using TorchPeers;
using Torch = TorchSharp.torch;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Memory-bound operators on ten million elements.</summary>
internal static class OperationCases
{
    private const int Size = 10_000_000;

    // 32 x 64 x 70 x 70 = 10.0 million elements
    private static readonly int[] s_image = [32, 64, 70, 70];
    private static readonly int[] s_rows = [10_000, 1_000];

    public static IReadOnlyList<PeerCase> All { get; } =
    [
        Unary("relu", x => F.Relu(x), x => x.relu()),
        Unary("exp", x => x.Exp(), x => x.exp()),
        Unary("tanh", x => F.Tanh(x), x => x.tanh()),
        Unary("sigmoid", x => F.Sigmoid(x), x => x.sigmoid()),
        Unary("gelu", x => F.Gelu(x), x => Torch.nn.functional.gelu(x)),
        Unary("sum", x => x.Sum(), x => x.sum()),
        Binary("add", (x, y) => x + y, (x, y) => x + y),
        Binary("mul", (x, y) => x * y, (x, y) => x * y),
        Unary("relu-backward", x => F.Relu(x), x => x.relu(), backward: true),
        Rows("softmax", x => F.Softmax(x[0], 1), x => x[0].softmax(1), backward: false, s_rows),
        Rows("softmax-backward", x => F.Softmax(x[0], 1), x => x[0].softmax(1), backward: true, s_rows),
        Rows("layer-norm", OurLayerNorm, TorchLayerNorm, backward: false, s_rows, [1_000], [1_000]),
        Rows("layer-norm-backward", OurLayerNorm, TorchLayerNorm, backward: true, s_rows, [1_000], [1_000]),
        Image("batch-norm-train", OurBatchNorm, TorchBatchNorm, backward: true, s_image, [64], [64]),
        Image("max-pool", OurMaxPool, TorchMaxPool, backward: false, s_image),
        Image("max-pool-backward", OurMaxPool, TorchMaxPool, backward: true, s_image),
    ];

    /// <summary>An operator as a case.</summary>
    public static PeerCase Of(Operation operation) => new(
        operation.Name,
        operation.Timed,
        Side.Of(Side.Ours, () => new FlambeauOperation(operation)),
        [
            Side.Of(Side.Libtorch, () => new TorchOperation(operation, channelsLast: false)),
            .. operation.IsImage ? [Side.Of(Side.LibtorchChannelsLast, () => new TorchOperation(operation, channelsLast: true))] : (Side[])[],
        ])
    {
        // float32 sums over up to 186,624 products or 156,800 pixels in another order
        Tolerance = 1e-5,
    };

    private static PeerCase Unary(string name, Func<Tensor, Tensor> ours, Func<Torch.Tensor, Torch.Tensor> theirs, bool backward = false) =>
        Of(new Operation(name, Timed([Size], backward), [Size]) { Ours = x => ours(x[0]), Theirs = x => theirs(x[0]), Backward = backward });

    private static PeerCase Binary(string name, Func<Tensor, Tensor, Tensor> ours, Func<Torch.Tensor, Torch.Tensor, Torch.Tensor> theirs) =>
        Of(new Operation(name, Timed([Size], false), [Size], [Size]) { Ours = x => ours(x[0], x[1]), Theirs = x => theirs(x[0], x[1]) });

    private static PeerCase Rows(
        string name, Func<IReadOnlyList<Tensor>, Tensor> ours, Func<IReadOnlyList<Torch.Tensor>, Torch.Tensor> theirs, bool backward, params int[][] shapes) =>
        Of(new Operation(name, Timed(shapes[0], backward), shapes) { Ours = ours, Theirs = theirs, Backward = backward });

    private static PeerCase Image(
        string name, Func<IReadOnlyList<Tensor>, Tensor> ours, Func<IReadOnlyList<Torch.Tensor>, Torch.Tensor> theirs, bool backward, params int[][] shapes) =>
        Of(new Operation(name, Timed(shapes[0], backward), shapes) { Ours = ours, Theirs = theirs, Backward = backward, IsImage = true });

    private static string Timed(int[] shape, bool backward) =>
        $"[{string.Join(", ", shape)}]: {(backward ? "forward and backward" : "forward")}";

    private static Tensor OurLayerNorm(IReadOnlyList<Tensor> x) => F.LayerNorm(x[0], new Shape(1_000), x[1], x[2]);

    private static Torch.Tensor TorchLayerNorm(IReadOnlyList<Torch.Tensor> x) =>
        Torch.nn.functional.layer_norm(x[0], [1_000L], x[1], x[2]);

    private static Tensor OurBatchNorm(IReadOnlyList<Tensor> x) =>
        F.BatchNorm(x[0], null, null, x[1], x[2], training: true);

    private static Torch.Tensor TorchBatchNorm(IReadOnlyList<Torch.Tensor> x) =>
        Torch.nn.functional.batch_norm(x[0], null, null, x[1], x[2], training: true);

    private static Tensor OurMaxPool(IReadOnlyList<Tensor> x) => F.MaxPool2d(x[0], 3, 2, 1);

    private static Torch.Tensor TorchMaxPool(IReadOnlyList<Torch.Tensor> x) =>
        Torch.nn.functional.max_pool2d(x[0], [3L, 3L], [2L, 2L], [1L, 1L]);
}
