namespace Flambeau.Vision;

/// <summary>
/// The samples as they are, channels first (<c>torchvision.transforms.v2.ToImage</c>, <c>PILToTensor</c>);
/// <see cref="ToDtype"/> follows. Output: [C, H, W], uint8.
/// </summary>
public sealed class ToImage : TensorConversion
{
    /// <inheritdoc/>
    public override Tensor Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ToBytes();
    }
}
