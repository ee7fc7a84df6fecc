using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// Two 3 x 3 convolutions beside a shortcut: the block of ResNet-18 and ResNet-34 (He et al. 2016, figure 5 left).
/// </summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    /// <summary>The channels out of a block by its width.</summary>
    public const int Expansion = 1;

    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly ReLU _relu;
    private readonly Conv2d _conv2;
    private readonly BatchNorm2d _bn2;
    private readonly Module<Tensor, Tensor>? _downsample;

    public BasicBlock(BlockSettings settings)
    {
        int planes = settings.Planes;
        _conv1 = new Conv2d(settings.InChannels, planes, kernelSize: 3, settings.Stride, padding: 1, bias: false);
        _bn1 = new BatchNorm2d(planes);
        _relu = new ReLU(inPlace: true);
        _conv2 = new Conv2d(planes, planes, kernelSize: 3, padding: 1, bias: false);
        _bn2 = new BatchNorm2d(planes);
        _downsample = settings.Downsample;
    }

    protected override Tensor Forward(Tensor input)
    {
        var output = LayerFusion.ConvNorm(_conv1, _bn1, _relu, input);
        var shortcut = _downsample is null ? input : _downsample.Call(input);
        return LayerFusion.ConvNorm(_conv2, _bn2, _relu, output, shortcut);
    }
}
