namespace Flambeau.Vision;

/// <summary>
/// Exchanges left and right at random (<c>torchvision.transforms.RandomHorizontalFlip</c>), with torchvision's draws.
/// </summary>
/// <param name="p">The probability.</param>
/// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class RandomHorizontalFlip(double p = 0.5, Generator? generator = null) : ImageTransform
{
    private readonly double _p = Probability.Check(nameof(RandomHorizontalFlip), p);

    /// <inheritdoc/>
    protected override string Settings => $"p={_p}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Draw.Uniform(0, 1, generator) < _p ? image.FlipHorizontal() : image;
    }
}
