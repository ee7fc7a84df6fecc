using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// The block of <see cref="ChapterResNet34"/>: two convolutions on the left, a shortcut or nothing on the right.
/// </summary>
internal sealed class ResidualBlock(
    int inChannels, int outChannels, int stride = 1, Module<Tensor, Tensor>? shortcut = null)
    : Module<Tensor, Tensor>
{
    private readonly Sequential _left = new(
        new Conv2d(inChannels, outChannels, kernelSize: 3, stride, padding: 1, bias: false),
        new BatchNorm2d(outChannels),
        new ReLU(inPlace: true),
        new Conv2d(outChannels, outChannels, kernelSize: 3, padding: 1, bias: false),
        new BatchNorm2d(outChannels));

    private readonly Module<Tensor, Tensor>? _right = shortcut;

    protected override Tensor Forward(Tensor input) =>
        LayerFusion.Residual(_left, input, _right is null ? input : _right.Call(input), relu: true);
}
