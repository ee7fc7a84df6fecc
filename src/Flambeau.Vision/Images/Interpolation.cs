namespace Flambeau.Vision;

/// <summary>
/// How samples between pixels are weighed (<c>torchvision.transforms.InterpolationMode</c>). In
/// <see cref="Image.Resize"/> all but <see cref="Nearest"/> widen with the reduction, so nothing is skipped.
/// </summary>
public enum Interpolation
{
    /// <summary>A triangle of two samples.</summary>
    Bilinear,

    /// <summary>A cubic of four samples (Keys 1981, a = -0.5).</summary>
    Bicubic,

    /// <summary>A windowed sinc of six samples; for resizing only.</summary>
    Lanczos,

    /// <summary>The plain mean; for resizing only.</summary>
    Box,

    /// <summary>A sinc of two samples in a Hamming window; for resizing only.</summary>
    Hamming,

    /// <summary>The sample whose pixel covers the place.</summary>
    Nearest,
}
