namespace Flambeau.Vision;

/// <summary>
/// Covers a random rectangle (<c>torchvision.transforms.RandomErasing</c>; Zhong et al. 2017), with torchvision's
/// draws. Input and output: [C, H, W].
/// </summary>
public sealed class RandomErasing : TensorTransform
{
    private const int Attempts = 10;

    private readonly double _p;
    private readonly (double Min, double Max) _scale;
    private readonly (double Min, double Max) _ratio;
    private readonly float[]? _value;
    private readonly Generator? _generator;

    /// <summary>Covers with one value, or with one per channel.</summary>
    /// <param name="p">The probability.</param>
    /// <param name="scale">The range of the rectangle's share of the picture, 0.02 to 0.33 when omitted.</param>
    /// <param name="ratio">The range of height / width, 0.3 to 3.3 when omitted.</param>
    /// <param name="value">What covers: one number or one per channel; 0 when omitted.</param>
    /// <param name="noise">Whether normal noise covers instead (<c>value="random"</c>).</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">A range is upside down or beyond its bounds.</exception>
    public RandomErasing(
        double p = 0.5,
        (double Min, double Max)? scale = null,
        (double Min, double Max)? ratio = null,
        ReadOnlySpan<float> value = default,
        bool noise = false,
        Generator? generator = null)
    {
        _p = Probability.Check(nameof(RandomErasing), p);
        _scale = Range(scale ?? (0.02, 0.33), 0, 1, nameof(scale));
        _ratio = Range(ratio ?? (0.3, 3.3), double.Epsilon, double.MaxValue, nameof(ratio));
        _value = noise ? null : value.IsEmpty ? [0] : value.ToArray();
        _generator = generator;
    }

    /// <inheritdoc/>
    protected override string Settings => $"p={_p}, scale=({_scale.Min}, {_scale.Max}), "
        + $"ratio=({_ratio.Min}, {_ratio.Max}), "
        + $"value={(_value is null ? "random" : $"[{string.Join(", ", _value)}]")}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The tensor is no picture, or has another number of channels than there are
    /// values.</exception>
    public override Tensor Apply(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Dim != 3 || (_value is { Length: > 1 } && _value.Length != image.Shape[0]))
        {
            throw new ArgumentException("RandomErasing: input must be [C, H, W]"
                + $"{(_value is { Length: > 1 } ? $" with {_value.Length} channels" : "")}, but has shape "
                + $"{image.Shape}.", nameof(image));
        }

        return Draw.Uniform(0, 1, _generator) < _p ? Erased(image) : image;
    }

    private Tensor Erased(Tensor image)
    {
        var (channels, height, width) = (image.Shape[0], image.Shape[1], image.Shape[2]);
        float logMin = MathF.Log((float)_ratio.Min);
        float logMax = MathF.Log((float)_ratio.Max);
        for (int i = 0; i < Attempts; i++)
        {
            double area = (double)height * width * Draw.Uniform(_scale.Min, _scale.Max, _generator);
            double ratio = MathF.Exp(Draw.Uniform(logMin, logMax, _generator));
            int h = (int)Math.Round(Math.Sqrt(area * ratio));
            int w = (int)Math.Round(Math.Sqrt(area / ratio));
            if (h >= height || w >= width)
            {
                continue;
            }

            var cover = _value is null
                ? Tensor.Empty(channels, h, w).NormalInPlace(0, 1, _generator)
                : Tensor.From(_value, _value.Length, 1, 1);
            int top = Draw.Integer(height - h + 1, _generator);
            int left = Draw.Integer(width - w + 1, _generator);
            var result = image.Clone();
            result.Narrow(1, top, h).Narrow(2, left, w).CopyInPlace(cover);
            return result;
        }

        return image;
    }

    private static (double Min, double Max) Range(
        (double Min, double Max) range, double low, double high, string name) =>
        low <= range.Min && range.Min <= range.Max && range.Max <= high ? range : throw new ArgumentException(
            $"RandomErasing: {name} must be a range{(high == 1 ? " inside [0, 1]" : " of positive numbers")}, the "
            + $"smaller first, but got ({range.Min}, {range.Max}).", name);
}
