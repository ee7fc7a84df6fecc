namespace Flambeau.NN;

/// <summary>Gathers r x r pixels into r^2 channels (<c>torch.nn.PixelUnshuffle</c>). Input: [*, C, H r, W r]. Output: [*, C r^2, H, W].</summary>
/// <param name="downscaleFactor">The factor r of height and width.</param>
public sealed class PixelUnshuffle(int downscaleFactor) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.PixelUnshuffle(input, downscaleFactor);

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"downscale_factor={downscaleFactor}";
}
