namespace Flambeau.Vision;

/// <summary>
/// How <see cref="Image.Resize"/> weighs neighbouring samples; all widen with the reduction, so nothing is skipped.
/// </summary>
public enum Interpolation
{
    /// <summary>A triangle of two samples.</summary>
    Bilinear,

    /// <summary>A cubic of four samples (Keys 1981, a = -0.5).</summary>
    Bicubic,

    /// <summary>A windowed sinc of six samples.</summary>
    Lanczos,

    /// <summary>The plain mean.</summary>
    Box,
}
