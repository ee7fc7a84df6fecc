using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>
/// Residual networks (He et al. 2016, Deep residual learning for image recognition), parameter for parameter as
/// <c>torchvision.models.ResNet</c>. Input: [N, inChannels, H, W], usually 224 x 224. Output: [N, numClasses].
/// </summary>
public sealed partial class ResNet : Module<Tensor, Tensor>, IDescribedModel<ResNet>
{
    private readonly string _architecture;
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly ReLU _relu;
    private readonly MaxPool2d _maxpool;
    private readonly Sequential _layer1;
    private readonly Sequential _layer2;
    private readonly Sequential _layer3;
    private readonly Sequential _layer4;
    private readonly AdaptiveAvgPool2d _avgpool;

    private ResNet(
        string architecture,
        BlockKind kind,
        int[] blocks,
        int numClasses,
        int inChannels,
        int groups = 1,
        int baseWidth = 64)
    {
        _architecture = architecture;
        _conv1 = new Conv2d(inChannels, 64, kernelSize: 7, stride: 2, padding: 3, bias: false);
        _bn1 = new BatchNorm2d(64);
        _relu = new ReLU(inPlace: true);
        _maxpool = new MaxPool2d(kernelSize: 3, stride: 2, padding: 1);
        int channels = 64;
        _layer1 = Layer(64, blocks[0], 1);
        _layer2 = Layer(128, blocks[1], 2);
        _layer3 = Layer(256, blocks[2], 2);
        _layer4 = Layer(512, blocks[3], 2);
        _avgpool = new AdaptiveAvgPool2d((1, 1));
        Fc = new Linear(channels, numClasses);
        ModelInit.KaimingFanOut(this, linear: false);

        Sequential Layer(int planes, int count, int stride)
        {
            var layer = new Sequential();
            for (int i = 0; i < count; i++)
            {
                layer.Add(Block(planes, i == 0 ? stride : 1));
                channels = planes * kind.Expansion;
            }

            return layer;
        }

        // the shortcut is made before the block, for its weights are drawn first
        Module<Tensor, Tensor> Block(int planes, int stride)
        {
            int outChannels = planes * kind.Expansion;
            var downsample = stride == 1 && channels == outChannels ? null : new Sequential(
                new Conv2d(channels, outChannels, kernelSize: 1, stride, bias: false),
                new BatchNorm2d(outChannels));
            return kind.Create(new BlockSettings(channels, planes, stride, downsample, groups, baseWidth));
        }
    }

    /// <summary>The last layer; replace it to fine-tune for other classes.</summary>
    public Module<Tensor, Tensor> Fc { get; set; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = _maxpool.Call(LayerFusion.ConvNorm(_conv1, _bn1, _relu, input));
        x = _layer4.Call(_layer3.Call(_layer2.Call(_layer1.Call(x))));
        return Fc.Call(_avgpool.Call(x).Flatten(1));
    }

    private sealed record BlockKind(int Expansion, Func<BlockSettings, Module<Tensor, Tensor>> Create)
    {
        public static BlockKind Basic { get; } = new(BasicBlock.Expansion, settings => new BasicBlock(settings));

        public static BlockKind Bottleneck { get; } =
            new(Vision.Bottleneck.Expansion, settings => new Bottleneck(settings));
    }
}
