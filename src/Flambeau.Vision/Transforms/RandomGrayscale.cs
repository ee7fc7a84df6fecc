namespace Flambeau.Vision;

/// <summary>
/// Takes the colours away at random, with as many channels as before
/// (<c>torchvision.transforms.RandomGrayscale</c>), with torchvision's draws.
/// </summary>
/// <param name="p">The probability.</param>
/// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class RandomGrayscale(double p = 0.1, Generator? generator = null) : ImageTransform
{
    private readonly double _p = Probability.Check(nameof(RandomGrayscale), p);

    /// <inheritdoc/>
    protected override string Settings => $"p={_p}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Draw.Uniform(0, 1, generator) < _p ? image.Convert(1).Convert(image.Channels) : image;
    }
}
