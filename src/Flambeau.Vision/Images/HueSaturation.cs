namespace Flambeau.Vision;

/// <summary>
/// Hue, saturation and value of 8 bits each (Smith 1978), with Pillow's mixture of single and double precision.
/// </summary>
internal static class HueSaturation
{
    /// <summary>Hue, saturation and value of a colour.</summary>
    public static (byte Hue, byte Saturation, byte Value) OfRgb(byte r, byte g, byte b)
    {
        byte max = Math.Max(r, Math.Max(g, b));
        byte min = Math.Min(r, Math.Min(g, b));
        if (max == min)
        {
            return (0, 0, max);
        }

        float range = max - min;
        float saturation = range / max;
        float red = (max - r) / range;
        float green = (max - g) / range;
        float blue = (max - b) / range;
        float sector = r == max ? blue - green
            : g == max ? (float)(2.0 + red - blue)
            : (float)(4.0 + green - red);
        float hue = (float)(((sector / 6.0) + 1.0) % 1.0);
        return (Cut(hue * 255.0), Cut(saturation * 255.0), max);
    }

    /// <summary>The colour of a hue, saturation and value.</summary>
    public static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0)
        {
            return (value, value, value);
        }

        int sector = (int)Math.Floor((float)hue * 6.0 / 255.0);
        float fraction = (float)(((float)hue * 6.0 / 255.0) - sector);
        float part = (float)(saturation / 255.0);
        byte p = Rounded(value * (1.0 - part));
        byte q = Rounded(value * (1.0 - (part * fraction)));
        byte t = Rounded(value * (1.0 - (part * (1.0 - fraction))));
        return (sector % 6) switch
        {
            0 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    private static byte Cut(double value) => (byte)Math.Clamp((int)value, 0, 255);

    private static byte Rounded(double value) =>
        (byte)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), 0, 255);
}
