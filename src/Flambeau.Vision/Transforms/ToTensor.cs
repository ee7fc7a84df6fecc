namespace Flambeau.Vision;

/// <summary>
/// The samples divided by 255, channels first (<c>torchvision.transforms.ToTensor</c>). Output: [C, H, W], float32.
/// </summary>
public sealed class ToTensor : TensorConversion
{
    /// <inheritdoc/>
    public override Tensor Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ToTensor();
    }
}
