using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// A part of random size, proportion and place, brought to one size (<c>torchvision.transforms.RandomResizedCrop</c>;
/// Szegedy et al. 2015), with torchvision's draws.
/// </summary>
public sealed class RandomResizedCrop : ImageTransform
{
    private const int Attempts = 10;

    private readonly Size2 _size;
    private readonly (double Min, double Max) _scale;
    private readonly (double Min, double Max) _ratio;
    private readonly Interpolation _interpolation;
    private readonly Generator? _generator;

    /// <summary>Parts of a random size and proportion.</summary>
    /// <param name="size">The height and width of the result.</param>
    /// <param name="scale">The range of the part's share of the picture, 0.08 to 1 when omitted.</param>
    /// <param name="ratio">The range of width / height, 3/4 to 4/3 when omitted.</param>
    /// <param name="interpolation">The weights.</param>
    /// <param name="generator">Where the numbers come from, <see cref="Generator.Default"/> when omitted.</param>
    /// <exception cref="ArgumentException">A range is not positive or upside down.</exception>
    public RandomResizedCrop(
        Size2 size,
        (double Min, double Max)? scale = null,
        (double Min, double Max)? ratio = null,
        Interpolation interpolation = Interpolation.Bilinear,
        Generator? generator = null)
    {
        _size = CropSize.Check(nameof(RandomResizedCrop), size);
        _scale = Range(scale ?? (0.08, 1), nameof(scale));
        _ratio = Range(ratio ?? (3.0 / 4, 4.0 / 3), nameof(ratio));
        _interpolation = interpolation;
        _generator = generator;
    }

    /// <inheritdoc/>
    protected override string Settings => $"size={_size}, scale=({_scale.Min}, {_scale.Max}), "
        + $"ratio=({_ratio.Min:0.####}, {_ratio.Max:0.####})";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (top, left, height, width) = Part(image.Height, image.Width);
        return image.Crop(top, left, height, width).Resize(_size.Width, _size.Height, _interpolation);
    }

    /// <summary>The part that is cut out of a picture of some size.</summary>
    internal (int Top, int Left, int Height, int Width) Part(int height, int width)
    {
        // logarithms and exponentials are float32 there
        float logMin = MathF.Log((float)_ratio.Min);
        float logMax = MathF.Log((float)_ratio.Max);
        for (int i = 0; i < Attempts; i++)
        {
            double area = (double)height * width * Draw.Uniform(_scale.Min, _scale.Max, _generator);
            double ratio = MathF.Exp(Draw.Uniform(logMin, logMax, _generator));
            int w = (int)Math.Round(Math.Sqrt(area * ratio));
            int h = (int)Math.Round(Math.Sqrt(area / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height)
            {
                int top = Draw.Integer(height - h + 1, _generator);
                return (top, Draw.Integer(width - w + 1, _generator), h, w);
            }
        }

        return Middle(height, width);
    }

    // the largest part of an allowed proportion
    private (int Top, int Left, int Height, int Width) Middle(int height, int width)
    {
        double ratio = (double)width / height;
        int w = ratio > _ratio.Max ? (int)Math.Round(height * _ratio.Max) : width;
        int h = ratio < _ratio.Min ? (int)Math.Round(width / _ratio.Min) : height;
        return ((height - h) / 2, (width - w) / 2, h, w);
    }

    private static (double Min, double Max) Range((double Min, double Max) range, string name) =>
        range.Min > 0 && range.Min <= range.Max ? range : throw new ArgumentException(
            $"RandomResizedCrop: {name} must be two positive numbers, the smaller first, but got ({range.Min}, "
            + $"{range.Max}).", name);
}
