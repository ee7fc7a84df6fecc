using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

public class PrintingModulesTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("printing_modules");

    private static readonly Dictionary<string, Func<Module>> s_modules = new()
    {
        ["linear"] = () => new Linear(5, 3),
        ["linear_no_bias"] = () => new Linear(5, 3, bias: false),
        ["identity"] = () => new Identity(),
        ["conv1d"] = () => new Conv1d(3, 4, 5),
        ["conv1d_all"] = () => new Conv1d(4, 4, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false),
        ["conv2d"] = () => new Conv2d(3, 32, 3),
        ["conv2d_padding"] = () => new Conv2d(3, 64, kernelSize: 7, stride: 2, padding: 3, bias: false),
        ["conv2d_groups"] =
            () => new Conv2d(4, 8, (3, 1), stride: (2, 1), padding: (1, 0), dilation: (2, 1), groups: 2),
        ["conv2d_same"] = () => new Conv2d(3, 4, 3, padding: Padding.Same),
        ["conv2d_valid"] = () => new Conv2d(3, 4, 3, padding: Padding.Valid),
        ["conv2d_reflect"] = () => new Conv2d(3, 4, 3, padding: 1, paddingMode: PaddingMode.Reflect),
        ["max_pool2d"] = () => new MaxPool2d(2),
        ["max_pool2d_all"] = () => new MaxPool2d((3, 2), stride: (2, 1), padding: 1, dilation: 2, ceilMode: true),
        ["max_pool2d_resnet"] = () => new MaxPool2d(kernelSize: 3, stride: 2, padding: 1),
        ["avg_pool2d"] = () => new AvgPool2d(2),
        ["avg_pool2d_all"] = () => new AvgPool2d((3, 2), stride: 2, padding: 1, ceilMode: true, countIncludePad: false),
        ["adaptive_avg_pool2d"] = () => new AdaptiveAvgPool2d(1),
        ["adaptive_avg_pool2d_pair"] = () => new AdaptiveAvgPool2d((1, 1)),
        ["adaptive_avg_pool2d_none"] = () => new AdaptiveAvgPool2d(null, 7),
        ["batch_norm1d"] = () => new BatchNorm1d(8),
        ["batch_norm2d"] = () => new BatchNorm2d(64),
        ["batch_norm2d_all"] =
            () => new BatchNorm2d(4, eps: 0.001, momentum: 0.01, affine: false, trackRunningStats: false),
        ["batch_norm2d_cumulative"] = () => new BatchNorm2d(4, momentum: null),
        ["layer_norm"] = () => new LayerNorm(8),
        ["layer_norm_all"] = () => new LayerNorm([2, 3], eps: 1e-06, elementwiseAffine: false),
        ["relu"] = () => new ReLU(),
        ["relu_inplace"] = () => new ReLU(inPlace: true),
        ["leaky_relu"] = () => new LeakyReLU(),
        ["leaky_relu_all"] = () => new LeakyReLU(0.2, inPlace: true),
        ["sigmoid"] = () => new Sigmoid(),
        ["tanh"] = () => new Tanh(),
        ["gelu"] = () => new GELU(),
        ["gelu_tanh"] = () => new GELU(GeluApproximation.Tanh),
        ["softmax"] = () => new Softmax(dim: 1),
        ["softmax_none"] = () => new Softmax(),
        ["log_softmax"] = () => new LogSoftmax(dim: -1),
        ["dropout"] = () => new Dropout(),
        ["dropout_all"] = () => new Dropout(0.25, inPlace: true),
        ["flatten"] = () => new Flatten(),
        ["flatten_range"] = () => new Flatten(0, 2),
        ["embedding"] = () => new Embedding(10, 4),
        ["embedding_padding"] = () => new Embedding(10, 4, paddingIdx: 0),
        ["embedding_all"] =
            () => new Embedding(10, 4, paddingIdx: -1, maxNorm: 2.0, normType: 1.0, scaleGradByFreq: true),
        ["cross_entropy_loss"] = () => new CrossEntropyLoss(),
        ["nll_loss"] = () => new NLLLoss(),
        ["mse_loss"] = () => new MSELoss(),
        ["l1_loss"] = () => new L1Loss(),
        ["bce_with_logits_loss"] = () => new BCEWithLogitsLoss(),
        ["sequential"] = () => new Sequential(new Conv2d(1, 20, 5), new ReLU(), new Flatten(), new Linear(20, 10)),
        ["sequential_empty"] = () => new Sequential(),
        ["sequential_one"] = () => new Sequential(new ReLU()),
        ["sequential_named"] = () => new Sequential(("conv1", new Conv2d(1, 20, 5)), ("relu1", new ReLU())),
        ["sequential_nested"] =
            () => new Sequential(
                new Sequential(new Linear(2, 2), new ReLU()), new Sequential(new Sequential(new Tanh()))),
        ["module_list"] = () => new ModuleList([new Linear(2, 2), new Linear(2, 3)]),
        ["module_list_empty"] = () => new ModuleList(),
        ["module_dict"] = () => new ModuleDict(("conv", new Conv2d(1, 2, 3)), ("pool", new MaxPool2d(2))),
        ["parameter_list"] =
            () => new ParameterList([new Parameter(Tensor.Zeros(2, 3)), new Parameter(Tensor.Zeros(4))]),
        ["net"] = () => new Net(),
        ["block"] = () => new BasicBlock(64, 128, 2),
        ["resnet_like"] = () => new ResNetLike(),
    };

    public static TheoryData<string> Cases => new(s_file.Cases.Select(c => c.Name));

    [Fact]
    public void Every_case_has_a_module() =>
        Assert.Equal(s_file.Cases.Select(c => c.Name).Order(), s_modules.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Prints_like_PyTorch(string name) =>
        Assert.Equal(s_file[name].Text("text"), s_modules[name]().ToString());

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1 = new(3, 32, kernelSize: 3);
        private readonly MaxPool2d _pool1 = new(kernelSize: 2, stride: 2);
        private readonly Linear _fc1 = new(32 * 111 * 111, 101);

        protected override Tensor Forward(Tensor input) => _fc1.Call(_pool1.Call(_conv1.Call(input)).Flatten(1));
    }

    private sealed class BasicBlock(int inPlanes, int planes, int stride = 1) : Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1 = new(inPlanes, planes, 3, stride, 1, bias: false);
        private readonly BatchNorm2d _bn1 = new(planes);
        private readonly ReLU _relu = new(inPlace: true);
        private readonly Conv2d _conv2 = new(planes, planes, 3, 1, 1, bias: false);
        private readonly BatchNorm2d _bn2 = new(planes);
        private readonly Sequential? _downsample = stride == 1
            ? null
            : new(new Conv2d(inPlanes, planes, 1, stride, bias: false), new BatchNorm2d(planes));

        protected override Tensor Forward(Tensor input)
        {
            Tensor x = _bn2.Call(_conv2.Call(_relu.Call(_bn1.Call(_conv1.Call(input)))));
            return _relu.Call(x + (_downsample?.Call(input) ?? input));
        }
    }

    private sealed class ResNetLike : Module<Tensor, Tensor>
    {
        private readonly Sequential _pre = new(
            new Conv2d(3, 64, 7, 2, 3, bias: false),
            new BatchNorm2d(64),
            new ReLU(inPlace: true),
            new MaxPool2d(3, 2, 1));

        private readonly Sequential _layer1 = new(new BasicBlock(64, 64), new BasicBlock(64, 64));
        private readonly Sequential _layer2 = new(new BasicBlock(64, 128, 2));
        private readonly ModuleDict _heads = new(("small", new Linear(128, 10)), ("large", new Linear(128, 100)));
        private readonly Linear _fc = new(128, 101);

        protected override Tensor Forward(Tensor input)
        {
            Tensor x = _layer2.Call(_layer1.Call(_pre.Call(input)));
            return _fc.Call(((Module<Tensor, Tensor>)_heads["small"]).Call(x));
        }
    }
}
