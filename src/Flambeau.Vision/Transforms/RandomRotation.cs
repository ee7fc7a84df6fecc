namespace Flambeau.Vision;

/// <summary>
/// A turn by a random angle (<c>torchvision.transforms.RandomRotation</c>), with torchvision's draws and Pillow's
/// samples.
/// </summary>
public sealed class RandomRotation : ImageTransform
{
    private readonly (double Min, double Max) _degrees;
    private readonly Interpolation _interpolation;
    private readonly bool _expand;
    private readonly (double X, double Y)? _center;
    private readonly Color _fill;
    private readonly Generator? _generator;

    /// <summary>An angle from [-degrees, degrees].</summary>
    /// <inheritdoc cref="RandomRotation(ValueTuple{double, double}, Interpolation, bool, ValueTuple{double, double}?, Color, Generator?)"/>
    public RandomRotation(
        double degrees,
        Interpolation interpolation = Interpolation.Nearest,
        bool expand = false,
        (double X, double Y)? center = null,
        Color fill = default,
        Generator? generator = null)
        : this((-degrees, degrees), interpolation, expand, center, fill, generator)
    {
    }

    /// <summary>An angle from a range.</summary>
    /// <param name="degrees">The angles, against the clock.</param>
    /// <param name="interpolation">Nearest, bilinear or bicubic.</param>
    /// <param name="expand">Whether the result is large enough for all corners; else it has the picture's size.</param>
    /// <param name="center">What is turned about, from the upper left corner; the middle when omitted.</param>
    /// <param name="fill">The colour of what lies outside the picture.</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">The range is upside down, or the interpolation is for resizing
    /// only.</exception>
    public RandomRotation(
        (double Min, double Max) degrees,
        Interpolation interpolation = Interpolation.Nearest,
        bool expand = false,
        (double X, double Y)? center = null,
        Color fill = default,
        Generator? generator = null)
    {
        _degrees = degrees.Min <= degrees.Max ? degrees : throw new ArgumentException(
            $"RandomRotation: the smaller angle must come first, but got ({degrees.Min}, {degrees.Max}).",
            nameof(degrees));
        _interpolation = AffineInterpolation.Check(nameof(RandomRotation), interpolation);
        _expand = expand;
        _center = center;
        _fill = fill;
        _generator = generator;
    }

    /// <inheritdoc/>
    protected override string Settings => $"degrees=[{_degrees.Min}, {_degrees.Max}], "
        + $"interpolation={_interpolation.ToString().ToLowerInvariant()}, expand={_expand}, fill={_fill}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        double angle = Draw.Uniform(_degrees.Min, _degrees.Max, _generator);
        return image.Rotate(angle, _interpolation, _expand, _center, _fill);
    }
}
