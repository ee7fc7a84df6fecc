namespace Flambeau.Vision;

/// <summary>
/// Another element type (<c>torchvision.transforms.v2.ToDtype</c>), from [0, 255] to [0, 1] where 8 bits become a
/// floating-point type.
/// </summary>
/// <param name="dtype">The element type.</param>
/// <param name="scale">Whether values are brought to the type's range; else they keep their value.</param>
public sealed class ToDtype(DType dtype, bool scale = false) : TensorTransform
{
    private const float White = 255;

    /// <inheritdoc/>
    protected override string Settings => $"{dtype}, scale={scale}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no scale between the two types.</exception>
    public override Tensor Apply(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!scale || image.DType == dtype || (image.DType.IsFloatingPoint && dtype.IsFloatingPoint))
        {
            return image.To(dtype);
        }

        return image.DType == DType.UInt8 && dtype.IsFloatingPoint
            ? image.To(dtype) / White
            : throw new ArgumentException($"ToDtype: only uint8 can be scaled, to a floating-point type, but got "
                + $"{image.DType} and {dtype}.", nameof(image));
    }
}
