namespace Flambeau.Vision;

/// <summary>
/// Random brightness, contrast, saturation and hue, in a random order (<c>torchvision.transforms.ColorJitter</c>), with
/// torchvision's draws.
/// </summary>
public sealed class ColorJitter : ImageTransform
{
    private readonly (double Min, double Max)? _brightness;
    private readonly (double Min, double Max)? _contrast;
    private readonly (double Min, double Max)? _saturation;
    private readonly (double Min, double Max)? _hue;
    private readonly Generator? _generator;

    /// <summary>Factors around what leaves the picture as it is.</summary>
    /// <param name="brightness">The factor is drawn from [max(0, 1 - brightness), 1 + brightness].</param>
    /// <param name="contrast">Likewise for the contrast.</param>
    /// <param name="saturation">Likewise for the saturation.</param>
    /// <param name="hue">The shift is drawn from [-hue, hue]; at most 0.5.</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the hue is above 0.5.</exception>
    public ColorJitter(
        double brightness = 0,
        double contrast = 0,
        double saturation = 0,
        double hue = 0,
        Generator? generator = null)
        : this(
            Around(brightness, nameof(brightness)),
            Around(contrast, nameof(contrast)),
            Around(saturation, nameof(saturation)),
            (-hue, hue),
            generator)
    {
    }

    /// <summary>Factors from ranges; what is null stays as it is.</summary>
    /// <param name="brightness">The range of the factor.</param>
    /// <param name="contrast">The range of the factor.</param>
    /// <param name="saturation">The range of the factor.</param>
    /// <param name="hue">The range of the shift, inside [-0.5, 0.5].</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A range is upside down or beyond its bounds.</exception>
    public ColorJitter(
        (double Min, double Max)? brightness,
        (double Min, double Max)? contrast,
        (double Min, double Max)? saturation,
        (double Min, double Max)? hue,
        Generator? generator = null)
    {
        _brightness = Check(brightness, 1, 0, double.MaxValue, nameof(brightness));
        _contrast = Check(contrast, 1, 0, double.MaxValue, nameof(contrast));
        _saturation = Check(saturation, 1, 0, double.MaxValue, nameof(saturation));
        _hue = Check(hue, 0, -0.5, 0.5, nameof(hue));
        _generator = generator;
    }

    /// <inheritdoc/>
    protected override string Settings => $"brightness={Text(_brightness)}, contrast={Text(_contrast)}, "
        + $"saturation={Text(_saturation)}, hue={Text(_hue)}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The picture has an alpha channel.</exception>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        int[] order = Tensor.RandPerm(4, DType.Int32, _generator).ToArray<int>();
        float? brightness = Factor(_brightness);
        float? contrast = Factor(_contrast);
        float? saturation = Factor(_saturation);
        float? hue = Factor(_hue);
        foreach (int step in order)
        {
            image = step switch
            {
                0 when brightness is { } factor => image.AdjustBrightness(factor),
                1 when contrast is { } factor => image.AdjustContrast(factor),
                2 when saturation is { } factor => image.AdjustSaturation(factor),
                3 when hue is { } factor => image.AdjustHue(factor),
                _ => image,
            };
        }

        return image;
    }

    private float? Factor((double Min, double Max)? range) =>
        range is var (min, max) ? Draw.Uniform(min, max, _generator) : null;

    private static (double Min, double Max)? Around(double width, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width, name);
        return (Math.Max(0, 1 - width), 1 + width);
    }

    // a range of nothing but the neutral factor draws nothing
    private static (double Min, double Max)? Check(
        (double Min, double Max)? range, double neutral, double lowest, double highest, string name)
    {
        if (range is not var (min, max))
        {
            return null;
        }

        if (!(lowest <= min && min <= max && max <= highest))
        {
            throw new ArgumentOutOfRangeException(name, range, $"ColorJitter: {name} must be a range inside "
                + $"[{lowest}, {(highest < double.MaxValue ? $"{highest}" : "infinity")}], but got [{min}, {max}].");
        }

        return min == neutral && max == neutral ? null : range;
    }

    private static string Text((double Min, double Max)? range) =>
        range is var (min, max) ? $"({min}, {max})" : "None";
}
