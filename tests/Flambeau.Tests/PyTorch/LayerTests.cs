using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class LayerTests : GoldenLayerTests<LayerTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("layers", new()
    {
        ["linear"] = () => new Linear(4, 3),
        ["linear_no_bias"] = () => new Linear(4, 3, bias: false),
        ["linear_1d"] = () => new Linear(4, 3),
        ["linear_4d"] = () => new Linear(3, 2),
        ["relu"] = () => new ReLU(),
        ["leaky_relu"] = () => new LeakyReLU(),
        ["leaky_relu_slope"] = () => new LeakyReLU(0.2),
        ["sigmoid"] = () => new Sigmoid(),
        ["tanh"] = () => new Tanh(),
        ["gelu"] = () => new GELU(),
        ["gelu_tanh"] = () => new GELU(GeluApproximation.Tanh),
        ["softmax"] = () => new Softmax(dim: 1),
        ["softmax_dim0"] = () => new Softmax(dim: 0),
        ["softmax_last_of_4"] = () => new Softmax(dim: -1),
        ["softmax_middle"] = () => new Softmax(dim: 1),
        ["log_softmax"] = () => new LogSoftmax(dim: 1),
        ["log_softmax_middle"] = () => new LogSoftmax(dim: 1),
        ["identity"] = () => new Identity(),
        ["flatten"] = () => new Flatten(),
        ["flatten_range"] = () => new Flatten(0, 1),
        ["dropout_eval"] = () => new Dropout(0.5),
        ["embedding"] = () => new Embedding(5, 3),
        ["embedding_padding"] = () => new Embedding(5, 3, paddingIdx: 2),
        ["embedding_0d"] = () => new Embedding(4, 2),
        ["prelu"] = () => new PReLU(),
        ["prelu_channels"] = () => new PReLU(3, init: 0.5),
        ["prelu_1d"] = () => new PReLU(),
        ["glu"] = () => new GLU(),
        ["glu_channels"] = () => new GLU(dim: 1),
        ["sequential"] = () => new Sequential(
            new Conv2d(1, 2, 3, padding: 1),
            new BatchNorm2d(2),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(8, 3)),
    });

    public static GoldenLayers Layers => s_layers;
}
