namespace Flambeau.Vision;

/// <summary>
/// The samples divided by 255, channels first (<c>torchvision.transforms.ToTensor</c>). Output: [C, H, W], float32.
/// </summary>
public sealed class ToTensor : Transform
{
    /// <summary>The tensor of a picture. Shape: [C, H, W].</summary>
#pragma warning disable CA1822 // steps are values of one kind, called in one way
    public Tensor Apply(Image image)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ToTensor();
    }
}
