namespace Flambeau.Vision;

/// <summary>
/// Where a pixel of a result comes from: x' = A x + B y + C, y' = D x + E y + F, with pixel centres at half numbers
/// (the coefficients of <c>PIL.Image.transform</c> with <c>AFFINE</c>).
/// </summary>
internal readonly record struct AffineMap(double A, double B, double C, double D, double E, double F)
{
    /// <summary>
    /// The inverse of a turn with the clock, an enlargement and a shear about a centre, and a shift
    /// (<c>torchvision.transforms.functional.affine</c>); angles in degrees.
    /// </summary>
    public static AffineMap Inverse(
        (double X, double Y) center,
        double angle,
        (double X, double Y) shift,
        double scale,
        (double X, double Y) shear)
    {
        double turn = double.DegreesToRadians(angle);
        double tan = Math.Tan(double.DegreesToRadians(shear.X));
        double shearY = double.DegreesToRadians(shear.Y);
        double cos = Math.Cos(turn - shearY);
        double sin = Math.Sin(turn - shearY);
        double cosY = Math.Cos(shearY);
        double a = cos / cosY;
        double b = (-cos * tan / cosY) - Math.Sin(turn);
        double c = sin / cosY;
        double d = (-sin * tan / cosY) + Math.Cos(turn);
        var linear = new AffineMap(d / scale, -b / scale, 0, -c / scale, a / scale, 0);
        var (x, y) = linear.At(-center.X - shift.X, -center.Y - shift.Y);
        return linear with { C = x + center.X, F = y + center.Y };
    }

    /// <summary>The place a point comes from.</summary>
    public (double X, double Y) At(double x, double y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);
}
