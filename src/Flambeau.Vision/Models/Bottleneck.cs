using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// A 3 x 3 convolution between two of 1 x 1 beside a shortcut: the block of the deeper residual networks (He et al.
/// 2016, figure 5 right), with the stride on the 3 x 3 convolution.
/// </summary>
internal sealed class Bottleneck : Module<Tensor, Tensor>
{
    /// <summary>The channels out of a block by its width.</summary>
    public const int Expansion = 4;

    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _conv2;
    private readonly BatchNorm2d _bn2;
    private readonly Conv2d _conv3;
    private readonly BatchNorm2d _bn3;
    private readonly ReLU _relu;
    private readonly Module<Tensor, Tensor>? _downsample;

    public Bottleneck(BlockSettings settings)
    {
        int width = settings.Planes * settings.BaseWidth / 64 * settings.Groups;
        int planes = settings.Planes * Expansion;
        _conv1 = new Conv2d(settings.InChannels, width, kernelSize: 1, bias: false);
        _bn1 = new BatchNorm2d(width);
        _conv2 = new Conv2d(
            width, width, kernelSize: 3, settings.Stride, padding: 1, groups: settings.Groups, bias: false);
        _bn2 = new BatchNorm2d(width);
        _conv3 = new Conv2d(width, planes, kernelSize: 1, bias: false);
        _bn3 = new BatchNorm2d(planes);
        _relu = new ReLU(inPlace: true);
        _downsample = settings.Downsample;
    }

    protected override Tensor Forward(Tensor input)
    {
        var output = LayerFusion.ConvNorm(_conv1, _bn1, _relu, input);
        output = LayerFusion.ConvNorm(_conv2, _bn2, _relu, output);
        var shortcut = _downsample is null ? input : _downsample.Call(input);
        return LayerFusion.ConvNorm(_conv3, _bn3, _relu, output, shortcut);
    }
}
