using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// The block of <see cref="MobileNetV2"/>: widen by a 1 x 1 convolution, filter each channel, narrow without an
/// activation, and add the input when the shapes agree (Sandler et al. 2018, figure 4).
/// </summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly bool _addsInput;
    private readonly Sequential _conv;

    public InvertedResidual(int inChannels, int outChannels, int stride, int expansion)
    {
        int hidden = inChannels * expansion;
        _addsInput = stride == 1 && inChannels == outChannels;
        _conv = new Sequential();
        if (expansion != 1)
        {
            _conv.Add(ConvNormReLU6(inChannels, hidden, kernelSize: 1));
        }

        _conv.Add(ConvNormReLU6(hidden, hidden, kernelSize: 3, stride, groups: hidden));
        _conv.Add(new Conv2d(hidden, outChannels, kernelSize: 1, bias: false));
        _conv.Add(new BatchNorm2d(outChannels));
    }

    /// <summary>A convolution that keeps the size but for its stride, a normalisation and ReLU6.</summary>
    public static Sequential ConvNormReLU6(
        int inChannels, int outChannels, int kernelSize, int stride = 1, int groups = 1) => new(
        new Conv2d(inChannels, outChannels, kernelSize, stride, padding: kernelSize / 2, groups: groups, bias: false),
        new BatchNorm2d(outChannels),
        new ReLU6());

    protected override Tensor Forward(Tensor input) =>
        _addsInput ? LayerFusion.Residual(_conv, input, input) : _conv.Call(input);
}
