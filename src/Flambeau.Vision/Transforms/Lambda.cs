namespace Flambeau.Vision;

/// <summary>A function as a step on pictures (<c>torchvision.transforms.Lambda</c>).</summary>
/// <param name="function">Makes a picture of a picture.</param>
public sealed class Lambda(Func<Image, Image> function) : ImageTransform
{
    private readonly Func<Image, Image> _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _function(image);
    }
}
