namespace Flambeau.Vision;

/// <summary>
/// Exchanges top and bottom at random (<c>torchvision.transforms.RandomVerticalFlip</c>), with torchvision's draws.
/// </summary>
/// <param name="p">The probability.</param>
/// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class RandomVerticalFlip(double p = 0.5, Generator? generator = null) : ImageTransform
{
    private readonly double _p = Probability.Check(nameof(RandomVerticalFlip), p);

    /// <inheritdoc/>
    protected override string Settings => $"p={_p}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Draw.Uniform(0, 1, generator) < _p ? image.FlipVertical() : image;
    }
}
