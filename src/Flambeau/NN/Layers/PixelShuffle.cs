namespace Flambeau.NN;

/// <summary>Spreads r^2 channels over r x r pixels (<c>torch.nn.PixelShuffle</c>; Shi et al. 2016). Input: [*, C r^2, H, W]. Output: [*, C, H r, W r].</summary>
/// <param name="upscaleFactor">The factor r of height and width.</param>
public sealed class PixelShuffle(int upscaleFactor) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.PixelShuffle(input, upscaleFactor);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"upscale_factor={upscaleFactor}";
}
