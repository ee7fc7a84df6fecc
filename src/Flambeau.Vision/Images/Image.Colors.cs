namespace Flambeau.Vision;

/// <content>Brightness, contrast, saturation and hue, in Pillow's arithmetic.</content>
public sealed partial class Image
{
    /// <summary>
    /// A darker or brighter picture (<c>torchvision.transforms.functional.adjust_brightness</c>): 0 is black, 1 the
    /// picture itself.
    /// </summary>
    public Image AdjustBrightness(double factor) =>
        Blend(nameof(AdjustBrightness), Blank(Width, Height, 0), factor);

    /// <summary>
    /// A picture of other contrast (<c>torchvision.transforms.functional.adjust_contrast</c>): 0 is its mean grey, 1
    /// the picture itself.
    /// </summary>
    public Image AdjustContrast(double factor)
    {
        long sum = 0;
        foreach (byte sample in Convert(1)._pixels)
        {
            sum += sample;
        }

        byte mean = (byte)(((double)sum / (Width * Height)) + 0.5);
        return Blend(nameof(AdjustContrast), Blank(Width, Height, mean), factor);
    }

    /// <summary>
    /// A picture of other saturation (<c>torchvision.transforms.functional.adjust_saturation</c>): 0 is grey, 1 the
    /// picture itself.
    /// </summary>
    public Image AdjustSaturation(double factor) =>
        Blend(nameof(AdjustSaturation), Channels is 3 ? Convert(1).Convert(3) : this, factor);

    /// <summary>
    /// A picture whose colours are moved along the colour circle (<c>torchvision.transforms.functional.adjust_hue</c>);
    /// a grey one stays as it is.
    /// </summary>
    /// <param name="factor">The part of the circle, -0.5 to 0.5.</param>
    public Image AdjustHue(double factor)
    {
        if (!(factor is >= -0.5 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "AdjustHue: the factor must lie in [-0.5, "
                + $"0.5], but is {factor}.");
        }

        if (Channels == 1)
        {
            return this;
        }

        if (Channels != 3)
        {
            throw WithAlpha(nameof(AdjustHue));
        }

        byte[] result = new byte[_pixels.Length];
        byte shift = unchecked((byte)(int)(factor * 255));
        for (int i = 0; i < result.Length; i += 3)
        {
            var (h, s, v) = HueSaturation.OfRgb(_pixels[i], _pixels[i + 1], _pixels[i + 2]);
            (result[i], result[i + 1], result[i + 2]) = HueSaturation.ToRgb(unchecked((byte)(h + shift)), s, v);
        }

        return new Image(Width, Height, Channels, result);
    }

    // from - factor 0 - to this picture - factor 1 - and beyond; single precision, the fraction is cut off
    private Image Blend(string name, Image from, double factor)
    {
        if (!(factor >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"{name}: the factor may not be negative, "
                + $"but is {factor}.");
        }

        if (Channels is not (1 or 3))
        {
            throw WithAlpha(name);
        }

        float alpha = (float)factor;
        byte[] result = new byte[_pixels.Length];
        for (int i = 0; i < result.Length; i++)
        {
            float sum = from._pixels[i] + (alpha * (_pixels[i] - from._pixels[i]));
            result[i] = (byte)Math.Clamp(sum, 0f, 255f);
        }

        return new Image(Width, Height, Channels, result);
    }

    private ArgumentException WithAlpha(string name) => new($"{name}: pictures must have 1 or 3 channels, but this one "
        + $"has {Channels}; convert it first.");
}
