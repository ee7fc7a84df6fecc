namespace Flambeau.Vision;

/// <summary>Checks the interpolation of turns and shears.</summary>
internal static class AffineInterpolation
{
    /// <summary>Throws unless samples can be found by it at any place.</summary>
    public static Interpolation Check(string transform, Interpolation interpolation) =>
        interpolation is Interpolation.Nearest or Interpolation.Bilinear or Interpolation.Bicubic
            ? interpolation
            : throw new ArgumentException($"{transform}: the interpolation must be nearest, bilinear or bicubic, but "
                + $"is {interpolation}.", nameof(interpolation));
}
