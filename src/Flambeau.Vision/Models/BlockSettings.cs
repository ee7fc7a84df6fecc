using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// What a residual block is made of: channels in, width of the block, stride, and the convolution's groups and width
/// per group.
/// </summary>
internal sealed record BlockSettings(
    int InChannels, int Planes, int Stride, Module<Tensor, Tensor>? Downsample, int Groups, int BaseWidth);
