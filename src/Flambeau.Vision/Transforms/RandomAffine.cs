namespace Flambeau.Vision;

/// <summary>
/// A random turn, shift, enlargement and shear (<c>torchvision.transforms.RandomAffine</c>), with torchvision's draws
/// and Pillow's samples.
/// </summary>
public sealed class RandomAffine : ImageTransform
{
    private readonly (double Min, double Max) _degrees;
    private readonly (double X, double Y)? _translate;
    private readonly (double Min, double Max)? _scale;
    private readonly (double Min, double Max)? _shearX;
    private readonly (double Min, double Max)? _shearY;
    private readonly Interpolation _interpolation;
    private readonly Color _fill;
    private readonly Generator? _generator;

    /// <summary>What is null does not change.</summary>
    /// <param name="degrees">The range of the angle, with the clock.</param>
    /// <param name="translate">The largest shifts, as shares of the width and the height.</param>
    /// <param name="scale">The range of the enlargement.</param>
    /// <param name="shearX">The range of the shear along rows, in degrees.</param>
    /// <param name="shearY">The range of the shear along columns, in degrees; needs <paramref name="shearX"/>.</param>
    /// <param name="interpolation">Nearest, bilinear or bicubic.</param>
    /// <param name="fill">The colour of what lies outside the picture.</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">A range is upside down or beyond its bounds.</exception>
    public RandomAffine(
        (double Min, double Max) degrees,
        (double X, double Y)? translate = null,
        (double Min, double Max)? scale = null,
        (double Min, double Max)? shearX = null,
        (double Min, double Max)? shearY = null,
        Interpolation interpolation = Interpolation.Nearest,
        Color fill = default,
        Generator? generator = null)
    {
        _degrees = Range(degrees, double.NegativeInfinity, nameof(degrees))!.Value;
        _scale = Range(scale, double.Epsilon, nameof(scale));
        _shearX = Range(shearX, double.NegativeInfinity, nameof(shearX));
        _shearY = Range(shearY, double.NegativeInfinity, nameof(shearY));
        _translate = translate is null or ( >= 0 and <= 1, >= 0 and <= 1) ? translate : throw new ArgumentException(
            $"RandomAffine: shifts are shares between 0 and 1, but got {translate}.", nameof(translate));
        if (shearX is null && shearY is not null)
        {
            throw new ArgumentException(
                "RandomAffine: a shear along columns needs one along rows, which may be (0, 0).", nameof(shearX));
        }

        _interpolation = AffineInterpolation.Check(nameof(RandomAffine), interpolation);
        _fill = fill;
        _generator = generator;
    }

    /// <inheritdoc/>
    protected override string Settings => $"degrees=[{_degrees.Min}, {_degrees.Max}]"
        + $"{(_translate is null ? "" : $", translate={_translate}")}{(_scale is null ? "" : $", scale={_scale}")}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        double angle = Drawn(_degrees);
        var (shiftX, shiftY) = (0.0, 0.0);
        if (_translate is var (x, y))
        {
            shiftX = Math.Round(Drawn((-(x * image.Width), x * image.Width)));
            shiftY = Math.Round(Drawn((-(y * image.Height), y * image.Height)));
        }

        double scale = _scale is { } scales ? Drawn(scales) : 1;
        double shearX = _shearX is { } rows ? Drawn(rows) : 0;
        double shearY = _shearY is { } columns ? Drawn(columns) : 0;
        var map = AffineMap.Inverse(
            (image.Width * 0.5, image.Height * 0.5), angle, (shiftX, shiftY), scale, (shearX, shearY));
        return image.Transform(map, image.Width, image.Height, _interpolation, _fill);
    }

    private double Drawn((double Min, double Max) range) => Draw.Uniform(range.Min, range.Max, _generator);

    private static (double Min, double Max)? Range((double Min, double Max)? range, double lowest, string name) =>
        range is not var (min, max) || (min <= max && min >= lowest) ? range : throw new ArgumentException(
            $"RandomAffine: {name} must be a range{(lowest > 0 ? " of positive numbers" : "")}, the smaller first, but "
            + $"got ({min}, {max}).", name);
}
