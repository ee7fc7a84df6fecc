namespace Flambeau.Vision;

/// <summary>
/// Takes some steps or none of them at random (<c>torchvision.transforms.RandomApply</c>), with torchvision's draws.
/// </summary>
/// <param name="transforms">The steps, one after the other.</param>
/// <param name="p">The probability.</param>
/// <param name="generator">Where the number comes from, <see cref="Generator.Default"/> when omitted.</param>
public sealed class RandomApply(
    ReadOnlySpan<ImageTransform> transforms, double p = 0.5, Generator? generator = null) : ImageTransform
{
    private readonly ImageTransform[] _transforms = transforms.ToArray();
    private readonly double _p = Probability.Check(nameof(RandomApply), p);

    /// <inheritdoc/>
    protected override string Settings => $"p={_p}, {string.Join<Transform>(", ", _transforms)}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _p < Draw.Uniform(0, 1, generator)
            ? image
            : _transforms.Aggregate(image, (result, transform) => transform.Apply(result));
    }
}
