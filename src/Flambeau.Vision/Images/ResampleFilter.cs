namespace Flambeau.Vision;

/// <summary>A weight by distance, in samples of the smaller picture.</summary>
internal static class ResampleFilter
{
    /// <summary>The distance from which on the weight is 0.</summary>
    public static double Support(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Bilinear => 1,
        Interpolation.Bicubic => 2,
        Interpolation.Lanczos => 3,
        Interpolation.Box => 0.5,
        Interpolation.Hamming => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Resize: there is no "
            + $"interpolation {interpolation}."),
    };

    /// <summary>The weight of a sample at distance <paramref name="x"/>.</summary>
    public static double Weight(Interpolation interpolation, double x) => interpolation switch
    {
        Interpolation.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        Interpolation.Bicubic => Cubic(Math.Abs(x)),
        Interpolation.Lanczos => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        Interpolation.Hamming => Hamming(Math.Abs(x)),
        _ => x is > -0.5 and <= 0.5 ? 1 : 0,
    };

    private static double Cubic(double x)
    {
        const double a = -0.5;
        return x switch
        {
            < 1 => ((((a + 2) * x) - (a + 3)) * x * x) + 1,
            < 2 => ((((x - 5) * x) + 8) * x * a) - (4 * a),
            _ => 0,
        };
    }

    private static double Hamming(double x) => x >= 1 ? 0 : Sinc(x) * (0.54 + (0.46 * Math.Cos(Math.PI * x)));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
